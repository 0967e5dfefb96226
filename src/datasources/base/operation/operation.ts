import type { Format } from '../source/api.ts';
import type { Request } from '../source/request.ts';
import type { Poll } from './poll.ts';

const BRAND = Symbol.for('breakwater.Operation');

/** Where the answer lies in the document: a path, with the words of `@wire` where they are needed. */
export type At =
  | string
  | { readonly path: string; readonly key?: string; readonly zip?: boolean; readonly lone?: boolean };

/** What a place says, as the words of `@wire`. */
export const wordsOf = (at: At | undefined): Partial<Exclude<At, string>> =>
  typeof at === 'string' ? { path: at } : (at ?? {});

/** How rows are matched with the keys that asked for them. */
export type Match = 'field' | 'order' | { readonly index: string };

/** Arguments of an operation. */
export type Args = Readonly<Record<string, unknown>>;

/** A key: one value, or one value a field of a compound key. */
export type Key = string | number | boolean | Readonly<Record<string, string | number | boolean>>;

/** One answer as it was recorded, with what it answers. */
export interface Recorded {
  /** The keys that were asked for: values, or objects with a member a field. Batches only. */
  readonly keys?: readonly Key[];
  /** The other arguments. @default made up from their types */
  readonly args?: Args;
  /** The answer's body. */
  readonly body: string;
}

/** What all operations have. Descriptors are data: made once a process, they hold nothing of any caller. */
interface Described {
  readonly [BRAND]: true;
  /** The type answered with, without brackets. */
  readonly type: string;
  /** Whether a list of it. */
  readonly list: boolean;
  readonly at: At | undefined;
  readonly format: Format | undefined;
  /** Whether `notFound` means null. */
  readonly notFoundIsNull: boolean;
  /** Words its author said that mean nothing. */
  readonly unknown?: readonly string[];
  /** The author's `sample`. */
  readonly sample?: Recorded | undefined;
  /** The author's `transform`. */
  readonly transform: ((value: unknown, args: Args) => unknown) | undefined;
}

/** One request a call. */
export interface GetOperation extends Described {
  readonly kind: 'get';
  /** How HTTP 202 is waited for. @default it is an answer like others */
  readonly poll?: Poll | undefined;
  readonly make: (args: Args) => string | Request;
}

/** One request for many keys. */
export interface BatchOperation extends Described {
  readonly kind: 'batch';
  readonly key: readonly string[];
  /** Whether a key is an object with a member a field. */
  readonly compound: boolean;
  readonly max: number;
  readonly whole: boolean;
  readonly match: Match;
  readonly ignoreCase: boolean;
  readonly make: (keys: readonly Key[], args: Args) => string | Request;
}

/** How a request's body is written. */
export type BodyFormat = 'json' | 'form' | 'multipart' | 'xml';

/** A request that changes something over there; never shared, never kept. */
export interface WriteOperation extends Described {
  readonly kind: 'write';
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly make: (args: Args) => string | Request;
  readonly body: BodyFormat;
  /** The same however often it is sent: PUT and DELETE, and what its author says is. */
  readonly idempotent: boolean;
  /** The header in which the API takes a key that tells repetitions; undefined: it takes none. */
  readonly idempotencyKey: string | undefined;
  /** Members of the source whose kept answers a success makes stale. */
  readonly evicts: readonly string[];
  /** How HTTP 202 is waited for. @default it is an answer like others */
  readonly poll?: Poll | undefined;
}

/** The page that is asked for next. */
export interface Page {
  /** Items a page. */
  readonly size: number;
  /** From `start`. */
  readonly number: number;
  /** Items before it. */
  readonly offset: number;
  /** Where the page before said to go on; undefined for the first. */
  readonly cursor: string | undefined;
}

/** How an answer says what comes after it. */
export type Next =
  /** The `Link` header with `rel="next"` (RFC 8288). */
  | 'link'
  /** While pages are full. */
  | 'number'
  | 'offset'
  /** A cursor in the body, which the request function puts where the API wants it; and where the answer says that there is more, if it does. */
  | { readonly cursor: string; readonly more?: string }
  /** A cursor in a header. */
  | { readonly header: string }
  /** The URL of the next page, in the body. */
  | { readonly url: string }
  /** The field of the last item that the next page begins after, and where the answer says that there is more. */
  | { readonly last: string; readonly more: string };

/** A Relay connection that a list lies in. Paths begin there. */
export interface ConnectionAround {
  /** Whether `at` names it: else it is the only thing that is answered. */
  readonly named: boolean;
  /** Where its items lie: `nodes`, or `edges[].node`. */
  readonly items: string;
  /** What else is read of it: `pageInfo.endCursor`. */
  readonly beside: readonly string[];
}

/** Many requests, one page each, that together are one list. */
export interface PagesOperation extends Described {
  readonly kind: 'pages';
  readonly make: (args: Args, page: Page) => string | Request;
  readonly next: Next;
  /** Where the answer says how many there are in all. */
  readonly total: string | undefined;
  /** Items a page. */
  readonly size: number;
  /** The number of the first page. */
  readonly start: number;
  readonly maxPages: number;
  readonly maxItems: number;
  /** @default the list lies in none that its author named as such */
  readonly connection?: ConnectionAround | undefined;
}

export type Operation = GetOperation | BatchOperation | WriteOperation | PagesOperation;

/** An operation as its author sees it: the types of what it takes and answers with. `A` and `V` exist at compile time only. */
export interface Op<A, V> {
  readonly __takes?: (args: A) => void;
  readonly __answers?: V;
}

export const brand = { [BRAND]: true } as const;

/** True for operations, also those of another copy of this package. */
export const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && BRAND in value;
