/** A mistake that people make in the starter project, and the command that tells of it. */
export interface Mistake {
  /** What was done wrong, in a few words. */
  readonly title: string;
  /** The file in which it stands, from the project; what stood there, and what stands there now. Without the first, the file is new. */
  readonly edit?: { readonly file: string; readonly was?: string; readonly is: string };
  /** @default none */
  readonly env?: Readonly<Record<string, string>>;
  /** @default `['check']` */
  readonly args?: readonly string[];
}

export const SCHEMA = 'src/datasources/library/schema.graphql';
export const SOURCE = 'src/datasources/library/source.ts';
export const CONFIG = 'breakwater.config.ts';
