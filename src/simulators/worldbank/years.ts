import { firstYear, lastYear } from './series.ts';

/**
 * The years that `date` asks for, newest first: all without it, one (`2020`) or a range (`2015:2020`). Years without any
 * data are left out, as the API does; undefined when `date` cannot be read.
 */
export function yearsOf(date: string | null): readonly number[] | undefined {
  const all = Array.from({ length: lastYear - firstYear + 1 }, (_, index) => lastYear - index);
  if (date === null) return all;
  const [, from, to = from] = /^(\d{4})(?::(\d{4}))?$/.exec(date) ?? [];
  if (from === undefined) return undefined;
  return all.filter((year) => year >= Number(from) && year <= Number(to));
}
