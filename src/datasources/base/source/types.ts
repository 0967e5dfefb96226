/**
 * The records of the graph, by type name. Empty here: codegen merges one member a type into it, and from then on operations are
 * checked against the schema. Until then any type name goes, and records are `Record<string, unknown>`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: members come by declaration merging.
export interface Types {}

/** A type's name. */
export type Name = keyof Types extends never ? string : Extract<keyof Types, string>;

/** What an operation answers with, as SDL spells it: `'Country'` or `'[Country]'`. */
export type Ref = Name | `[${Name}]`;

/** The record of a type. */
export type RecordOf<N> = N extends keyof Types ? Types[N] : Readonly<Record<string, unknown>>;

/** The value of a shape. */
export type Value<R> = R extends `[${infer N}]` ? readonly (RecordOf<N> | null)[] : RecordOf<R> | null;

/** The rows that `batch` matches: records of the type, list or not. */
export type RowOf<R> = R extends `[${infer N}]` ? RecordOf<N> : RecordOf<R>;
