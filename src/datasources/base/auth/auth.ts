import { isHeaderName } from '../http/header-text.ts';

/** The environment that credentials are read from. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What signing adds to a request. */
export interface Signature {
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/** A way of signing requests. Credentials are named here, and read from the environment; they never stand in code. */
export interface Auth {
  /** The environment variables it needs. */
  readonly variables: readonly string[];
  /** Signs with the variables' values; called only when all of them are set. */
  sign(values: readonly string[]): Signature;
}

/**
 * An API key in a header or in the query.
 * @example apiKey({ header: 'x-api-key', env: 'WEATHER_KEY' })
 * @example apiKey({ query: 'appid', env: 'WEATHER_KEY' })
 */
export const apiKey = (
  where: ({ readonly header: string } | { readonly query: string }) & { readonly env: string },
): Auth => {
  if ('header' in where && !isHeaderName(where.header))
    throw new TypeError(`apiKey: "${where.header}" is no header name`);
  return {
    variables: [where.env],
    sign: ([key = '']) =>
      'header' in where ? { headers: { [where.header.toLowerCase()]: key } } : { query: { [where.query]: key } },
  };
};

/** HTTP Basic (RFC 7617): `basic({ user: 'CRM_USER', password: 'CRM_PASSWORD' })` names the two environment variables. */
export const basic = ({ user, password }: { readonly user: string; readonly password: string }): Auth => ({
  variables: [user, password],
  sign: (values) => ({
    headers: { authorization: `Basic ${Buffer.from(values.join(':'), 'utf8').toString('base64')}` },
  }),
});

/** A bearer token (RFC 6750): `bearer({ env: 'GITHUB_TOKEN' })`. */
export const bearer = ({ env }: { readonly env: string }): Auth => ({
  variables: [env],
  sign: ([token = '']) => ({ headers: { authorization: `Bearer ${token}` } }),
});
