import { UNFIT } from '../leaf.ts';
import { Conflict } from './conflict.ts';

/** A scalar as a document can hold it. XML holds its text. */
export type Raw = string | number | boolean;

/** What one reader wants of a place. */
export interface Demand {
  /** The coordinate of its field: `Country.code`. */
  readonly what: string;
  /** How it reads the value: `null` and `UNFIT` are of no use. */
  readonly read: (raw: Raw) => unknown;
  /** Spellings that may suit it, the best first. */
  readonly spellings: readonly Raw[];
  /** The text of what it has to read; undefined for any value. */
  readonly wanted: string | undefined;
}

/** A spelling that suits all who read a place. @throws Conflict */
export const agreeOn = (demands: readonly Demand[]): Raw => {
  // What somebody asked for comes before what would merely do.
  const candidates = demands.toSorted((a, b) => rank(a) - rank(b)).flatMap(({ spellings }) => spellings);
  const found = candidates.find((raw) => demands.every((demand) => suits(demand, raw)));
  if (found === undefined) throw new Conflict(disagreement(demands));
  return found;
};

const rank = ({ wanted }: Demand): number => (wanted === undefined ? 1 : 0);

const suits = ({ read, wanted }: Demand, raw: Raw): boolean => {
  const value = read(raw);
  return value !== UNFIT && value !== null && (wanted === undefined || sameText(value, wanted));
};

/** Keys and rows are matched by their text. */
export const sameText = (a: unknown, b: unknown): boolean => isScalar(a) && isScalar(b) && String(a) === String(b);

const isScalar = (value: unknown): value is Raw => ['string', 'number', 'boolean'].includes(typeof value);

const disagreement = (demands: readonly Demand[]): string => {
  const names = [...new Set(demands.map(({ what }) => what))].join(' and ');
  const wanted = new Set(demands.flatMap((demand) => demand.wanted ?? []));
  if (wanted.size > 1)
    return `${names}: one place of the document stands for several rows that ask for different values`;
  if (wanted.size === 1) return `${names}: what was asked for cannot be spelled so that it reads the same`;
  return `${names}: no spelling was found that suits its format${demands.length > 1 ? ', and all who read the same place' : ''}`;
};
