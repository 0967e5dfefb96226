import type { Leaf } from './leaf.ts';
import type { Path } from './path.ts';
import type { Literal } from './shape.ts';

/** The objects around a value, innermost first; what `^` climbs. */
export interface Up {
  readonly value: unknown;
  readonly up: Up | null;
}

/** Where reading stands in a document. One for a whole document; readers leave it as they found it. */
export interface Cursor {
  readonly source: string;
  /** The way here, for the place of a misfit. */
  readonly path: (string | number)[];
  /** Values that did not fit so far. */
  misfits: number;
  /** What encloses the value found last. */
  up: Up | null;
  /** The member's name, while an item of a `key` list is read. */
  member: string;
  /** The row, while a row of a `zip` list is read. */
  row: number;
}

/** A cursor at the beginning of a document. */
export const newCursor = (source: string, path: readonly string[] = []): Cursor => ({
  source,
  path: [...path],
  misfits: 0,
  up: null,
  member: '',
  row: 0,
});

/** Items found in several places, each with what encloses it. */
export class Spread {
  readonly items: readonly SpreadItem[];
  constructor(items: readonly SpreadItem[]) {
    this.items = items;
  }
}

export interface SpreadItem {
  readonly raw: unknown;
  readonly up: Up | null;
  readonly member?: string;
  readonly row?: number;
}

/** How to find a value: its field as clients know it, for messages, and what `@wire` says of the place. */
export interface Sought {
  readonly what: string;
  readonly path: Path;
  readonly list: boolean;
  /** What is found is read as text, or holds what is. */
  readonly text: boolean;
  readonly nulls: readonly Literal[];
  /** In a row of a `zip` list the first step names a column. */
  readonly inRow: boolean;
}

/** Finds a value from the raw value of its record: raw again, `null`, `undefined` when absent, a `Spread`, or a misfit. */
export type Locate = (raw: unknown, up: Up | null, cursor: Cursor) => unknown;

/** The two ways of reading: trees that `JSON.parse` made, and elements. All else about the contract is the same for both. */
export interface Medium {
  readonly xml: boolean;
  locate(sought: Sought): Locate;
  /** Reads a leaf: a value, `null`, or `UNFIT`. */
  leaf(leaf: Leaf, nulls: readonly Literal[]): (raw: unknown) => unknown;
  /** Finds the place in which the fields of a type lie; a missing one as a value without anything in it. */
  enter(what: string, path: Path): Locate;
  /** Whether a raw value can hold fields; `null` if it says that there is no record. */
  holdsFields(raw: unknown): boolean | null;
  inWords(raw: unknown): string;
}
