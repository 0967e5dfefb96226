import type { Economy } from './economies.ts';
import { type Indicator, valueIn } from './series.ts';

/** One value of one indicator, for one economy, in one year. */
export interface Observation {
  economy: Economy;
  indicator: Indicator;
  year: number;
  value: number | null;
}

export interface Recent {
  /** `mrv`: the most recent years, whether or not they have a value. */
  mrv?: number | undefined;
  /** `mrnev`: the most recent years that have one. */
  mrnev?: number | undefined;
}

/** Every observation asked for: by indicator, then economy, then newest first. */
export function observe(
  economies: readonly Economy[],
  indicators: readonly Indicator[],
  years: readonly number[],
  { mrv, mrnev }: Recent,
): Observation[] {
  return indicators.flatMap((indicator) =>
    economies.flatMap((economy) => {
      const series = years.map((year) => ({ economy, indicator, year, value: valueIn(economy, indicator, year) }));
      const reported = mrnev === undefined ? series : series.filter(({ value }) => value !== null);
      return reported.slice(0, mrnev ?? mrv);
    }),
  );
}
