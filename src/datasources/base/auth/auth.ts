import { isHeaderName } from '../http/header-text.ts';
import type { ClientCertificate } from '../transport/transport.ts';
import type { AuthTools } from './auth-tools.ts';
import { checkedOptions } from './checked-options.ts';
import type { Consent } from './consent.ts';
import type { Issuer } from './credentials.ts';
import { optional, text, variable } from './option-words.ts';
import type { RotatingAuth } from './rotating.ts';

/** The environment that credentials are read from. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What signing adds to a request. */
export interface Signature {
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Shown in the TLS handshake. */
  readonly tls?: ClientCertificate;
  /** Sent instead of the request's own: it with the credential in it. */
  readonly body?: Uint8Array;
}

/** A credential that never changes while the process lives. */
export interface FixedAuth {
  /** The environment variables it needs. */
  readonly variables: readonly string[];
  /** What is wrong with what it was made from, in sentences; they keep a gateway from starting. @default nothing */
  readonly problems?: readonly string[];
  /** Signs with the variables' values; called only when all of them are set. */
  sign(values: readonly string[]): Signature;
}

/** A credential that is given out and renewed, or that signs each request by what is in it. */
export interface IssuingAuth {
  /** The environment variables it needs. */
  readonly variables: readonly string[];
  /** What is wrong with what it was made from, in sentences; they keep a gateway from starting. @default nothing */
  readonly problems?: readonly string[];
  /** What is wrong with the variables' values, in sentences that name variables and tell no value. Called when all are set. @default nothing */
  readonly valueProblems?: (values: readonly string[]) => readonly string[];
  /** Headers of the gateway's caller that it passes on, or reads, in lower case: the gateway's `forward` must list them. @default none */
  readonly forwards?: readonly string[];
  /** Where it is given out; a relative address is read from the API's `baseUrl`. @default nowhere */
  readonly endpoint?: string;
  /** Whether it stands in an envelope of SOAP: other formats have no place for it. @default false */
  readonly envelope?: boolean;
  /** Opened once, with the variables' values, and only when all of them are set. */
  open(values: readonly string[], tools: AuthTools): Issuer;
  /** Asks an end user to let it act for them: `breakwater connect`. @default it acts for none */
  consent?(values: readonly string[], tools: AuthTools): Consent;
}

/** A way of signing requests. Credentials are named here, and read from the environment; they never stand in code. */
export type Auth = FixedAuth | IssuingAuth | RotatingAuth;

/**
 * An API key in a header, in the query or in a cookie.
 * @example apiKey({ header: 'x-api-key', env: 'WEATHER_KEY' })
 * @example apiKey({ query: 'appid', env: 'WEATHER_KEY' })
 * @example apiKey({ cookie: 'session', env: 'WEATHER_SESSION' })
 */
export const apiKey = (
  where: ({ readonly header: string } | { readonly query: string } | { readonly cookie: string }) & {
    readonly env: string;
  },
): FixedAuth => checkedApiKey(where);

/** Of the places one is said. */
interface KeyWords {
  readonly header?: string;
  readonly query?: string;
  readonly cookie?: string;
  readonly env: string;
}

const makeApiKey = ({ header, query, cookie, env }: KeyWords): FixedAuth => {
  if (header !== undefined && !isHeaderName(header)) throw new TypeError(`apiKey: "${header}" is no header name`);
  // A cookie's name is a token too (RFC 6265 section 4.1.1).
  if (cookie !== undefined && !isHeaderName(cookie)) throw new TypeError(`apiKey: "${cookie}" is no name of a cookie`);
  return {
    variables: [env],
    sign([key = '']) {
      if (header !== undefined) return { headers: { [header.toLowerCase()]: key } };
      return query === undefined ? { headers: { cookie: `${cookie}=${key}` } } : { query: { [query]: key } };
    },
  };
};

const checkedApiKey = checkedOptions(
  'apiKey',
  { header: optional(text), query: optional(text), cookie: optional(text), env: variable },
  makeApiKey,
  ({ header, query, cookie }) =>
    [header, query, cookie].filter((each) => each !== undefined).length === 1
      ? []
      : ['apiKey needs one of header, query and cookie, and no other beside it.'],
);

/** HTTP Basic (RFC 7617): `basic({ user: 'CRM_USER', password: 'CRM_PASSWORD' })` names the two environment variables. */
export const basic: (options: { readonly user: string; readonly password: string }) => FixedAuth = checkedOptions(
  'basic',
  { user: variable, password: variable },
  ({ user, password }: { readonly user: string; readonly password: string }): FixedAuth => ({
    variables: [user, password],
    sign: (values) => ({
      headers: { authorization: `Basic ${Buffer.from(values.join(':'), 'utf8').toString('base64')}` },
    }),
  }),
);

/** A bearer token (RFC 6750): `bearer({ env: 'GITHUB_TOKEN' })`. */
export const bearer: (options: { readonly env: string }) => FixedAuth = checkedOptions(
  'bearer',
  { env: variable },
  ({ env }: { readonly env: string }): FixedAuth => ({
    variables: [env],
    sign: ([token = '']) => ({ headers: { authorization: `Bearer ${token}` } }),
  }),
);
