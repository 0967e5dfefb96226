import { leafOf } from '../leaves.ts';
import type { Medium } from '../medium.ts';
import { spell } from '../names.ts';
import type { Compiling } from '../reader.ts';
import type { Wire } from '../shape.ts';
import { Conflict } from './conflict.ts';
import type { Demand, Raw } from './demand.ts';
import type { Draft } from './draft.ts';
import { spellingsFor, spellingsOf } from './spellings.ts';

/** Values that must stand in certain fields of a row, by the fields' names in GraphQL. */
export type Row = Readonly<Record<string, string | number | boolean>>;

/** How a value that may be null is left out: said to be null (in XML there is no such word), or not there. */
export type Lacking = 'null' | 'absent';

/** What a document is filled with. */
export interface Filling {
  readonly compiling: Compiling;
  readonly draft: Draft;
  /** Items of every list but the rows. */
  readonly items: number;
  /** How every value that may be null is left out; undefined: it is made up. */
  readonly lacking: Lacking | undefined;
  /** The next value, as a number: of each row another series. */
  readonly next: () => number;
}

/** More fields than any row has, and a prime, so that rows beside each other differ also in their enums. */
const ROW_APART = 997;

/** The numbers of a row's values; they depend on nothing but the row and the order of its fields. */
export const series = (row: number, salt: number): (() => number) => {
  let last = row * ROW_APART + salt;
  return () => {
    last += 1;
    return last;
  };
};

/** What a scalar or an enum demands of its place. @throws Conflict */
export const demandOf = (
  name: string,
  wire: Wire,
  what: string,
  wanted: Row[string] | undefined,
  { compiling, next }: Filling,
): Demand => {
  const leaf = leafOf(name, wire.format, what, compiling);
  if (!leaf) throw new Conflict(`${what}: nobody knows how ${name} is spelled`);
  return {
    what,
    read: readerOf(compiling.medium, compiling.medium.leaf(leaf, wire.null ?? [])),
    spellings: spellings(name, wire.format, what.slice(what.indexOf('.') + 1), wanted, next(), compiling),
    wanted: wanted === undefined ? undefined : String(wanted),
  };
};

const readerOf = ({ xml }: Medium, read: (raw: unknown) => unknown) => (xml ? (raw: Raw) => read(String(raw)) : read);

/** Later ones are for places where the first means null. */
const OTHERS = [0, 31, 62, 93];

const spellings = (
  name: string,
  format: string | undefined,
  field: string,
  wanted: Row[string] | undefined,
  n: number,
  { shapes, enums }: Compiling,
): readonly Raw[] => {
  const shape = shapes.get(name);
  if (shape?.kind === 'enum') {
    const values = shape.values.flatMap((value) => (value.spellings ?? [spell(value.name, enums)]).slice(0, 1));
    return [...values.slice(n % values.length), ...values.slice(0, n % values.length)];
  }
  if (wanted !== undefined) return spellingsFor(name, format, wanted);
  return OTHERS.flatMap((more) => spellingsOf(name, format, n + more, field));
};
