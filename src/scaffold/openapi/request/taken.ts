import type { DraftField, Note, Placed } from '../../draft.ts';

/** What an operation takes, of one or of all its parameters. */
export interface Taken {
  readonly args: readonly DraftField[];
  /** Their types in TypeScript, by the names of the arguments. */
  readonly types: Readonly<Record<string, string>>;
  readonly query: readonly Placed[];
  readonly headers: readonly Placed[];
  readonly notes: readonly Note[];
}

export const NOTHING: Taken = { args: [], types: {}, query: [], headers: [], notes: [] };

export const allTaken = (each: readonly Taken[]): Taken => ({
  args: each.flatMap(({ args }) => args),
  types: Object.assign({}, ...each.map(({ types }) => types)) as Readonly<Record<string, string>>,
  query: each.flatMap(({ query }) => query),
  headers: each.flatMap(({ headers }) => headers),
  notes: each.flatMap(({ notes }) => notes),
});

const SCALARS: Readonly<Record<string, string>> = {
  Int: 'number',
  Float: 'number',
  Boolean: 'boolean',
  JSON: 'unknown',
};

/** The type that a request function gets for a type of the graph. */
export const typescriptOf = (type: string, inputs: (name: string) => boolean = () => false): string => {
  const bare = type.replace(/!$/, '');
  const item = /^\[(.*)\]$/.exec(bare)?.[1];
  if (item !== undefined) {
    const inner = typescriptOf(item, inputs);
    return `readonly ${inner.includes(' ') ? `(${inner})` : inner}[]`;
  }
  return inputs(bare) ? 'object' : (SCALARS[bare] ?? 'string');
};
