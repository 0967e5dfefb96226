import {
  type Args,
  type At,
  type BodyFormat,
  brand,
  type Match,
  type Next,
  type Op,
  type Operation,
  type Page,
  type Recorded,
  type WriteOperation,
} from '../operation/operation.ts';
import type { Poll } from '../operation/poll.ts';
import { inConnection } from '../pages/in-connection.ts';
import type { Api, Format } from './api.ts';
import type { NoHole, Request } from './request.ts';
import type { Ref, RowOf, Value } from './types.ts';

/** What may be said of any operation beside its request. */
export interface Shape<V, A> {
  /** Where the answer lies. In XML the first step names the root element. @default the whole document */
  readonly at?: At;
  /** @default `api.format` */
  readonly format?: Format;
  /** Whether "no such thing" (HTTP 404 and 410, or a fault of that kind) is an error or null. @default 'error' */
  readonly notFound?: 'error' | 'null';
  /** Changes what was read, before it is matched and shared: a pure function of the records and the arguments. */
  readonly transform?: (value: V, args: A) => V;
  /**
   * A recorded answer, for the failure kit, where the contract does not say all of an answer's form: a `transform` that needs certain values, keys
   * that mean something. @default one made from the contract
   */
  readonly sample?: Recorded;
}

/** What may be said of a batch. */
export interface BatchShape<R extends string, K extends string | readonly string[], A, P extends string>
  extends Shape<readonly RowOf<R>[], A> {
  /** The field, or fields, by which rows are matched with keys. Several make keys like `{ lat, lon }`. */
  readonly key: K;
  /** One request for these keys. Called without keys where `whole` is set. */
  readonly fetch: (keys: readonly KeyOf<R, K>[], args: A) => (P | Request<P>) & NoHole<P>;
  /** Keys a request, at most. With 1, a row may stand in the answer by itself, in place of a list of one. @default 100 */
  readonly max?: number;
  /** The answer holds every key there is: one request serves all, and rows nobody asked for are expected. @default false */
  readonly whole?: boolean;
  /** `'field'`: by the key fields. `'order'`: the API echoes no key; rows come in the order of the keys. `{ index }`: so, and each row says its index. @default 'field' */
  readonly match?: Match;
  /** Match keys whatever their case. @default false */
  readonly ignoreCase?: boolean;
}

/** What may be said of a GET beside its request. */
export interface GetShape<V, A> extends Shape<V, A> {
  /** HTTP 202 says that the answer is still to come: it is looked for where the answer points, every so many milliseconds. @default it is an answer like others */
  readonly poll?: Poll;
}

/** What may be said of a write beside its request. */
export interface WriteShape<V, A> extends Shape<V, A> {
  /** How the body is written. @default 'xml' where `format` is, else 'json' */
  readonly body?: BodyFormat;
  /** Sending it twice is sending it once. @default true for PUT and DELETE */
  readonly idempotent?: boolean;
  /** The header in which the API takes a key that tells repetitions; every attempt of a call carries the same. @default none */
  readonly idempotencyKey?: string;
  /** Members of this source whose kept answers a success makes stale. @default none */
  readonly evicts?: readonly string[];
  /** HTTP 202 says that the work is under way: its end is looked for where the answer points. @default it is an answer like others */
  readonly poll?: Poll;
}

/** What may be said of pages beside their request. */
export interface PagesShape<V, A> extends Shape<V, A> {
  /** How an answer says what comes after it. `'connection'`: as Relay's cursor connections do; `at` names the connection, or its `edges[].node`. */
  readonly next: Next | 'connection';
  /** Where the answer says how many items there are in all; begins where `at` begins. @default it does not */
  readonly total?: string;
  /** Items a page. @default 100 */
  readonly size?: number;
  /** The number of the first page. @default 1 */
  readonly start?: number;
  /** Pages that are asked for, at most. @default 50 */
  readonly maxPages?: number;
  /** Items that are read, at most. @default 10000 */
  readonly maxItems?: number;
}

type FieldOf<Row, F extends string> = F extends keyof Row
  ? unknown extends Row[F]
    ? string
    : NonNullable<Row[F]>
  : string | number;
type KeyOf<R extends string, K> = K extends string
  ? FieldOf<RowOf<R>, K>
  : K extends readonly string[]
    ? Readonly<Record<K[number], string | number>>
    : never;

/**
 * An external API. Extend it, one level deep; say what the API is in `static readonly api = { ... } satisfies Api`, and what can be asked of
 * it in members made by `get` and `batch`. Everything else is inherited: deadline, retries, signing, decoding, the contract, batching, logs.
 * @example
 * class Users extends DataSource {
 *   static readonly api = { name: 'users', baseUrl: 'https://users.example/v1/' } satisfies Api;
 *   user = this.batch('User', { key: 'id', fetch: (ids) => ({ path: 'users', query: { id: ids } }) });
 * }
 */
export abstract class DataSource {
  /** One GET a call: `this.get('[Issue]', ({ repo }: { repo: string }) => path`repos/${repo}/issues`)`. */
  protected get<R extends Ref, const P extends string, A = Args>(
    type: R,
    make: (args: A) => (P | Request<P>) & NoHole<P>,
    shape: GetShape<Value<R>, A> = {},
  ): Op<A, Value<R>> {
    return describe(type, shape, { kind: 'get', make, poll: shape.poll });
  }

  /** One POST a call: `this.post('Charge', ({ input }: { input: object }) => ({ path: 'charges', body: input }), { body: 'form', idempotencyKey: 'Idempotency-Key' })`. */
  protected post<R extends Ref, const P extends string, A = Args>(
    type: R,
    make: (args: A) => (P | Request<P>) & NoHole<P>,
    shape: WriteShape<Value<R>, A> = {},
  ): Op<A, Value<R>> {
    return write('POST', type, make, shape);
  }

  /** One PUT a call; safe to repeat. */
  protected put<R extends Ref, const P extends string, A = Args>(
    type: R,
    make: (args: A) => (P | Request<P>) & NoHole<P>,
    shape: WriteShape<Value<R>, A> = {},
  ): Op<A, Value<R>> {
    return write('PUT', type, make, shape);
  }

  /** One PATCH a call: what is not given is not sent, null is. */
  protected patch<R extends Ref, const P extends string, A = Args>(
    type: R,
    make: (args: A) => (P | Request<P>) & NoHole<P>,
    shape: WriteShape<Value<R>, A> = {},
  ): Op<A, Value<R>> {
    return write('PATCH', type, make, shape);
  }

  /** One DELETE a call; safe to repeat. An answer without content is null. */
  protected delete<R extends Ref, const P extends string, A = Args>(
    type: R,
    make: (args: A) => (P | Request<P>) & NoHole<P>,
    shape: WriteShape<Value<R>, A> = {},
  ): Op<A, Value<R>> {
    return write('DELETE', type, make, shape);
  }

  /**
   * A list that comes in pages: `this.pages('[Issue]', ({ repo }: Repo, page) => ({ path: path`repos/${repo}/issues`, query: { page: page.number, per_page: page.size } }), { next: 'link' })`.
   * A field of the type `[Issue]` gets all of it; one of the type `IssueConnection` gets what `first` and `after` ask for.
   */
  protected pages<R extends Ref, const P extends string, A = Args>(
    type: R,
    make: (args: A, page: Page) => (P | Request<P>) & NoHole<P>,
    shape: PagesShape<Value<R>, A>,
  ): Op<A, Value<R>> {
    const { size = 100, start = 1, maxPages = 50, maxItems = 10_000 } = shape;
    return describe(type, shape, { kind: 'pages', make, size, start, maxPages, maxItems, ...inConnection(shape) });
  }

  /**
   * One GET for many keys. However many fields ask, in however many places of a query, the API sees one request per `max` keys.
   * `'Country'`: one row a key; `'[Post]'`: all rows of a key, in their order. A key without rows is null, or the empty list.
   */
  protected batch<R extends Ref, const K extends string | readonly string[], const P extends string, A = Args>(
    type: R,
    shape: BatchShape<R, K, A, P>,
  ): Op<A & { readonly key: KeyOf<R, K> }, Value<R>> {
    const { key, fetch, max = 100, whole = false, match = 'field', ignoreCase = false } = shape;
    const compound = typeof key !== 'string';
    if (compound && !(Array.isArray(key) && key.every((name) => typeof name === 'string')))
      throw new TypeError(
        `a batch of ${type} needs a key: the field of its rows, or the fields, by which they are matched`,
      );
    return describe(type, shape, {
      kind: 'batch',
      make: fetch,
      key: compound ? key : [key],
      compound,
      max: whole ? Infinity : max,
      whole,
      match,
      ignoreCase,
    });
  }
}

const SHAPE_WORDS = ['at', 'format', 'notFound', 'transform', 'sample'];
const GET_WORDS = ['poll'];
const WRITE_WORDS = ['body', 'idempotent', 'idempotencyKey', 'evicts', 'poll'];
const PAGES_WORDS = ['next', 'total', 'size', 'start', 'maxPages', 'maxItems'];
const BATCH_WORDS = ['key', 'fetch', 'max', 'whole', 'match', 'ignoreCase'];

interface Erased {
  readonly at?: At;
  readonly format?: Format;
  readonly notFound?: 'error' | 'null';
  readonly transform?: unknown;
  readonly sample?: Recorded;
}

/** What a kind of operation adds. */
interface Kinded {
  readonly kind: Operation['kind'];
  readonly [word: string]: unknown;
}

const wordsOf: Readonly<Record<Operation['kind'], readonly string[]>> = {
  get: GET_WORDS,
  batch: BATCH_WORDS,
  write: WRITE_WORDS,
  pages: PAGES_WORDS,
};

const write = <V, A>(method: WriteOperation['method'], ref: string, make: unknown, shape: WriteShape<V, A>): object => {
  const { body = shape.format === 'xml' ? 'xml' : 'json', idempotencyKey, evicts = [], poll } = shape;
  const { idempotent = method === 'PUT' || method === 'DELETE' } = shape;
  return describe(ref, shape, { kind: 'write', method, make, body, idempotent, idempotencyKey, evicts, poll });
};

/** The descriptor of an operation. Its type is erased here, where the author's types end. */
const describe = (ref: string, shape: Erased, rest: Kinded): object => {
  const { at, format, notFound, transform, sample } = shape;
  const list = ref.startsWith('[');
  const type = list ? ref.slice(1, -1) : ref;
  if (typeof rest['make'] !== 'function')
    throw new TypeError(`what answers with ${ref} needs a function that makes its request`);
  const words = [...SHAPE_WORDS, ...wordsOf[rest.kind]];
  const unknown = Object.keys(shape).filter((word) => !words.includes(word));
  const described = {
    ...brand,
    type,
    list,
    at,
    format,
    notFoundIsNull: notFound === 'null',
    transform,
    sample,
    unknown,
    ...rest,
  };
  return Object.freeze(described);
};

/** A class that extends `DataSource`. */
export interface SourceClass {
  new (): DataSource;
  readonly api: Api;
}
