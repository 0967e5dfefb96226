import type { Convention } from '../../datasources/base/index.ts';
import type { DraftType, Literal, Note } from '../draft.ts';
import type { NameBook } from '../names/name-book.ts';
import type { Member } from './members-of.ts';

/** What is said of the values of one place: their type, words of `@wire` beside the path, and what was guessed. */
export interface Described {
  /** Without a `!` of its own: `[Post]`. */
  readonly type: string;
  readonly wire: Readonly<Record<string, Literal>>;
  readonly notes: readonly Note[];
  /** What is read as null though it is there: then the field cannot be non-null. */
  readonly mayBeNull?: boolean;
}

/** What a whole reading shares. */
export interface Reading {
  readonly types: (DraftType | undefined)[];
  readonly book: NameBook;
  /** The source: types whose names are taken are named after it too. */
  readonly owner: string;
  readonly convention: Convention | undefined;
  /**
   * Makes the type of a record, and those within it; its name comes back.
   * @param count how many records were seen: what all of two or more have is non-null
   * @param key the field that gets the name under which the record stood
   */
  readonly record: (members: readonly Member[], count: number, place: Place, key?: KeyField) => string;
}

/** The field of an item that gets the name under which it stood. */
export interface KeyField {
  readonly name: string;
  readonly type: string;
}

/** Where values stand. */
export interface Place {
  /** The field's name in the API. */
  readonly name: string;
  /** What a type of its own is called. */
  readonly typeName: string;
  /** For notes: `sample: users[].address`. */
  readonly at: string;
}
