/** A rate against some base: units of `code` for one of the base. */
export interface BasedRate {
  readonly code: string;
  readonly value: string;
  readonly date: string;
}

/** The ECB publishes five or six significant digits; a quotient of two has no more to say. */
const SIGNIFICANT = 6;

/**
 * Rates against the euro, as rates against `base`. The euro itself joins them; rates against the euro keep the digits that were published.
 * A base without a rate makes none.
 */
export const rebase = <R extends BasedRate>(rates: readonly R[], base: string): R[] => {
  const [first] = rates;
  if (!first) return [];
  const all = [{ ...first, code: 'EUR', value: '1' }, ...rates];
  if (base === 'EUR') return all;
  const one = Number(all.find(({ code }) => code === base)?.value);
  if (!(one > 0)) return [];
  return all.map((rate) => ({
    ...rate,
    value: rate.code === base ? '1' : (Number(rate.value) / one).toPrecision(SIGNIFICANT),
  }));
};
