import type { Literal, Note } from '../../draft.ts';

/** A schema as a type of the graph, where it is used. */
export interface Typed {
  /** Without an outer `!`: `[Post!]`. */
  readonly type: string;
  readonly nullable: boolean;
  /** Words of `@wire` for the field. */
  readonly wire?: Readonly<Record<string, Literal>>;
  /** One of a few values that no enum can hold, or whatever else a reader should know. */
  readonly says?: string;
  /** Where an object may come as its id alone: the field of the object that holds the id. */
  readonly idAt?: string;
  readonly notes?: readonly Note[];
}

/** How a schema is used. */
export interface Use {
  /** `out`: in an answer. `in`: in a body. `argument`: in a path, a query or a header, as text. */
  readonly direction: 'out' | 'in' | 'argument';
  readonly medium: 'json' | 'xml';
  /** What a type is called that has no name of its own. */
  readonly hint: string;
  /** The name of the property or the parameter: `user_id` is an id. */
  readonly field: string;
  /** Where it stands: `components.schemas.User.properties.id`. */
  readonly at: string;
}

export const orNull = (typed: Typed, nullable: boolean): Typed => (nullable ? { ...typed, nullable: true } : typed);

/** The type with its `!`, if it has one. */
export const written = ({ type, nullable }: Typed): string => (nullable ? type : `${type}!`);

/** What cannot be said better than as a tree. */
export const asJson = (nullable: boolean, notes: readonly Note[] = []): Typed => ({ type: 'JSON', nullable, notes });
