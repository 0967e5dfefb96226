import type { SourceCode } from './source-code.ts';

/**
 * A source as it is about to be written: what the readers (OpenAPI, samples) make, and the writers print as `schema.graphql`, `source.ts` and a
 * test. Plain data; names are already legal in GraphQL and TypeScript, and unlike each other.
 */
export interface Draft {
  /** The source's name, its folder's too: `github`. */
  readonly name: string;
  /** `Github`. */
  readonly className: string;
  /** One line for the class: what the API is, and where it came from. */
  readonly says?: string;
  readonly api: DraftApi;
  readonly types: readonly DraftType[];
  readonly operations: readonly DraftOperation[];
  /** Fields of `Query` and `Mutation`. */
  readonly roots: readonly DraftField[];
  /** What concerns no place of its own. */
  readonly notes: readonly Note[];
}

/** Something that was guessed, changed or left out. Printed to whoever adds the source, and written as a comment in its place. */
export interface Note {
  readonly kind: 'left out' | 'guessed' | 'check';
  /** Where it stands in what was read: `paths./users/{id}.get.responses`, or a file with its path. */
  readonly at: string;
  /** A full sentence. */
  readonly says: string;
}

/** A value of an option, or of a directive's word, as data; source code is written as it is. */
export type Literal =
  | string
  | number
  | boolean
  | null
  | SourceCode
  | readonly Literal[]
  | { readonly [name: string]: Literal };

/** What stands in `static readonly api`, beside the name. */
export interface DraftApi {
  readonly baseUrl: string;
  /** Words of `Api`: `format`, `query`, `headers`, `quota`, `auth: sourceCode("bearer({ env: 'GITHUB_TOKEN' })")`, ... In their order. */
  readonly options: Readonly<Record<string, Literal>>;
  /** Names that the options' code imports from `breakwater`. */
  readonly imports: readonly string[];
  readonly notes: readonly Note[];
}

interface Described {
  readonly name: string;
  readonly description?: string | undefined;
  /** Words of `@wire` on the type. */
  readonly wire?: Readonly<Record<string, Literal>> | undefined;
  readonly notes?: readonly Note[] | undefined;
}

export type DraftType =
  | (Described & {
      readonly kind: 'object' | 'interface' | 'input';
      readonly interfaces?: readonly string[];
      readonly fields: readonly DraftField[];
      /** Words of `@load` on the type. */
      readonly load?: Readonly<Record<string, Literal>> | undefined;
    })
  | (Described & { readonly kind: 'union'; readonly members: readonly string[] })
  | (Described & { readonly kind: 'enum'; readonly values: readonly Omit<Described, 'notes'>[] });

/** A field of a type, an input or a root; also an argument. */
export interface DraftField extends Described {
  /** `'[Post!]!'`. */
  readonly type: string;
  readonly args?: readonly DraftField[] | undefined;
  /** SDL text of the default, for arguments and inputs: `"EUR"`, `10`, `ASC`. */
  readonly default?: string | undefined;
  /** Words of `@load`. */
  readonly load?: Readonly<Record<string, Literal>> | undefined;
  readonly deprecated?: string | undefined;
  /** A value that is known to work, as SDL text; of arguments, for queries that are shown: `"42"`. */
  readonly example?: string | undefined;
}

/** A member of the class. */
export interface DraftOperation {
  readonly name: string;
  readonly kind: 'get' | 'batch' | 'pages' | 'post' | 'put' | 'patch' | 'delete';
  /** `'[Post]'`. */
  readonly type: string;
  readonly description?: string | undefined;
  readonly request: DraftRequest;
  /** Words beside the request: `at`, `key`, `max`, `next`, `body`, `notFound`, ... */
  readonly options: Readonly<Record<string, Literal>>;
  readonly notes?: readonly Note[] | undefined;
}

/** The request function, as data: what it takes, and where each value goes. */
export interface DraftRequest {
  /** Its arguments by the names the graph gives them, with their TypeScript types: `{ owner: 'string', 'labels?': 'readonly string[]' }`. Keys of a batch are not among them. */
  readonly args: Readonly<Record<string, string>>;
  /** Text and values by turns: `['repos/', { arg: 'owner' }, '/issues']`. */
  readonly path: readonly (string | Slot)[];
  readonly query: readonly Placed[];
  readonly headers: readonly Placed[];
  /** The argument that is the body, or what is made of several. */
  readonly body?: Slot | { readonly members: readonly Placed[] } | undefined;
}

/** A value in a request: an argument, the keys of a batch, a word of `page`, or code. */
export type Slot =
  | { readonly arg: string; readonly join?: string }
  | { readonly keys: true; readonly join?: string }
  | { readonly page: 'cursor' | 'number' | 'offset' | 'size' }
  | { readonly value: Literal };

/** A value under the API's own name. */
export interface Placed {
  readonly name: string;
  readonly slot: Slot;
}
