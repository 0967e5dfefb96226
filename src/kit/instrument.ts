import { createHash } from 'node:crypto';
import {
  type Api,
  type Args,
  buildUrl,
  isOperation,
  type Key,
  type Operation,
  type Page,
  type Request,
  type SourceClass,
} from '../datasources/base/index.ts';
import { measured } from './pages.ts';

/** One request that the source made up. */
export interface MadeRequest {
  readonly keys: readonly Key[];
  /** The page that it is for. */
  readonly page?: Page | undefined;
}

/** A source reduced to one operation, with other options, that remembers for which keys each request was made. */
export interface Instrumented {
  readonly Source: SourceClass;
  /** The request that a target (path and query, as sent) was made for. Longer targets carry a credential in their query. */
  readonly requestOf: (target: string) => MadeRequest | undefined;
  /** What the source asked for, in its own form. */
  readonly requests: readonly (string | Request)[];
}

/**
 * Watches the requests of an operation without knowing anything of the source: keys go in, URLs come out.
 * @param api its options
 * @param apart no request is like another: each has one more word in its query
 */
export const instrument = (Source: SourceClass, name: string, api: Api, apart: boolean): Instrumented => {
  const made = new Map<string, MadeRequest>();
  const requests: (string | Request)[] = [];
  const remember = (request: string | Request, keys: readonly Key[], page?: Page) => {
    const { path, query = {} } = typeof request === 'string' ? { path: request } : request;
    const { pathname, search } = buildUrl(new URL(api.baseUrl), path, { ...api.query, ...query });
    made.set(pathname + search, { keys, page });
  };
  const watched = (operation: Operation): Operation => {
    if (operation.kind === 'batch')
      return {
        ...operation,
        make: (keys: readonly Key[], args: Args) => noted(told(operation, operation.make(keys, args)), keys),
      };
    if (operation.kind === 'pages')
      return {
        ...measured(operation),
        make: (args: Args, page: Page) => noted(told(operation, operation.make(args, page)), [], page),
      };
    // What it evicts is not there any more.
    if (operation.kind === 'write')
      return { ...operation, evicts: [], make: (args: Args) => noted(operation.make(args), []) };
    const make = operation.make as (...given: readonly unknown[]) => string | Request;
    return { ...operation, make: (...given: readonly unknown[]) => noted(make(...given), []) };
  };
  const noted = (request: string | Request, keys: readonly Key[], page?: Page): string | Request => {
    requests.push(request);
    const sent = apart ? numbered(request) : request;
    remember(sent, keys, page);
    return sent;
  };
  const told = ({ format = api.format }: Operation, request: string | Request): string | Request =>
    format === 'soap' || format === 'graphql' ? withWord(request, 'kitBody', digestOf(request)) : request;
  let last = 0;
  const numbered = (request: string | Request): Request => {
    last += 1;
    return withWord(request, 'kit', last);
  };
  class Watched extends Source {
    static override readonly api = api;
    constructor() {
      super();
      for (const [member, value] of Object.entries(this))
        if (isOperation(value))
          if (member === name) Object.assign(this, { [member]: Object.freeze(watched(value)) });
          else delete (this as Record<string, unknown>)[member];
    }
  }
  return {
    Source: Watched,
    requests,
    requestOf: (target) => made.get(target) ?? made.get(longestWithin(target, [...made.keys()]) ?? ''),
  };
};

/** What a target was before a credential was added: the longest, for a first page asks for the beginning of what the others ask for. */
const longestWithin = (target: string, known: readonly string[]): string | undefined =>
  known
    .filter((each) => target.startsWith(each) && /[?&]/.test(target.charAt(each.length)))
    .toSorted((a, b) => b.length - a.length)[0];

/** In an envelope only the body says which page or which keys are asked for, and the kit tells requests by their URLs. */
const digestOf = (request: string | Request): string =>
  createHash('sha256')
    .update(JSON.stringify(typeof request === 'string' ? null : request.body) ?? '')
    .digest('hex');

const withWord = (request: string | Request, word: string, value: string | number): Request => {
  const whole = typeof request === 'string' ? { path: request } : request;
  return { ...whole, query: { ...whole.query, [word]: value } };
};
