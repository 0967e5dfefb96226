import type { Joined, Path } from './path.ts';

type Scalar = string | number | boolean;

/** A value of a query. A list repeats the name; null and `undefined` leave it out: a query has no spelling for them. */
export type QueryValue = Scalar | Joined | null | undefined | readonly (Scalar | null)[];

/** One request, as a source's function makes it. */
export interface Request<P extends string = string> {
  /** Below `api.baseUrl`: a literal, or made by `path`. */
  readonly path: P;
  /** Merged over `api.query`; the operation wins. */
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** Merged over `api.headers`; the operation wins. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What is sent, as the API spells it; in writes only. */
  readonly body?: unknown;
}

type Hole<P extends string> = P extends Path ? never : Record<never, never> extends Record<P, 1> ? P : never;

/** A template string with a value in it does not type-check: only `path` encodes. */
export type NoHole<P extends string> = [Hole<P>] extends [never]
  ? unknown
  : 'a value in a path must go through path`...`';
