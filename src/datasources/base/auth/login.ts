import { isHeaderName, isHeaderValue } from '../http/header-text.ts';
import type { WireResponse } from '../transport/transport.ts';
import type { IssuingAuth } from './auth.ts';
import type { AuthTools } from './auth-tools.ts';
import { checkedOptions, type OptionWords } from './checked-options.ts';
import { checkTokenUrl } from './oauth2.ts';
import { either, milliseconds, oneOf, optional, text, textsByName, variablesByName } from './option-words.ts';
import { AS_BEARER, sendTemplate } from './send-template.ts';
import { readTokenAnswer } from './token-answer.ts';
import { noToken, requestToken } from './token-request.ts';
import { type IssuedToken, tokenSource } from './token-source.ts';

/** A login call, and what becomes of its answer. */
export interface LoginOptions {
  /** Where to log in; a relative address is read from the API's `baseUrl`. */
  readonly url: string;
  /** What is sent, by the API's names: each value names an environment variable. */
  readonly fields: Readonly<Record<string, string>>;
  /** More of it, as it is. No secrets: they stand in code. @default none */
  readonly extra?: Readonly<Record<string, string>>;
  /** How it is sent. @default 'json' */
  readonly as?: 'json' | 'form';
  /** Where the answer holds the token: a path of names like `data.token`, or a cookie's name. */
  readonly token: string | { readonly cookie: string };
  /** Where the answer says how long the token lasts, as a path of names: seconds, a date, or seconds since 1970. @default nowhere */
  readonly expires?: string;
  /** How long the token lasts, in milliseconds, where the answer does not say. @default until it is refused */
  readonly ttlMs?: number;
  /** How the token is sent. @default 'authorization: Bearer {token}', or the cookie */
  readonly send?: string;
}

const loginWords: OptionWords<LoginOptions> = {
  url: text,
  fields: variablesByName,
  extra: optional(textsByName),
  as: optional(oneOf('json', 'form')),
  token: either("text, or an object like { cookie: 'sid' }", text, textsByName),
  expires: optional(text),
  ttlMs: optional(milliseconds),
  send: optional(text),
};

/**
 * Two steps: a login call gives a token or a cookie, which is used until it ends or is refused.
 * @example login({ url: 'login', fields: { user: 'ERP_USER', password: 'ERP_PASSWORD' }, token: 'session.id', send: 'x-session: {token}' })
 */
export const login: (options: LoginOptions) => IssuingAuth = checkedOptions(
  'login',
  loginWords,
  (options: LoginOptions): IssuingAuth => {
    const { url, fields, token } = options;
    checkTokenUrl('login: url', url);
    if (typeof token === 'object' && !isHeaderName(token.cookie))
      throw new TypeError(`login: "${token.cookie}" is no name of a cookie`);
    const send = sendTemplate(
      options.send ?? (typeof token === 'object' ? `cookie: ${token.cookie}={token}` : AS_BEARER),
    );
    return {
      variables: Object.values(fields),
      endpoint: url,
      open: (values, tools) => ({
        ...tokenSource(() => logIn(options, values, tools), tools.clock),
        sign: (_request, { token: its }) => send(its),
      }),
    };
  },
);

const logIn = async (
  { url, fields, extra = {}, as = 'json', token, expires, ttlMs }: LoginOptions,
  values: readonly string[],
  tools: AuthTools,
): Promise<IssuedToken> => {
  const said = { ...extra, ...Object.fromEntries(Object.keys(fields).map((name, i) => [name, values[i] ?? ''])) };
  const type = as === 'json' ? 'application/json' : 'application/x-www-form-urlencoded';
  const request = {
    url: new URL(url, tools.base),
    headers: { accept: 'application/json', 'content-type': type },
    body: as === 'json' ? JSON.stringify(said) : new URLSearchParams(said).toString(),
  };
  const response = await requestToken(tools, request, { resend: true });
  if (typeof token === 'object') return { token: cookieIn(response, token.cookie), ttlMs };
  // No path leads to nothing, which is what an answer without a time holds.
  const answer = readTokenAnswer(response, { token, expires: expires ?? '' }, tools.epochMs());
  return { token: answer.token, ttlMs: answer.ttlMs ?? ttlMs };
};

const cookieIn = ({ headers }: WireResponse, name: string): string => {
  const all = headers['set-cookie'] ?? '';
  const at = all.split(/,\s*/).find((each) => each.startsWith(`${name}=`));
  const value =
    at
      ?.slice(name.length + 1)
      .split(';', 1)[0]
      ?.trim() ?? '';
  if (value === '' || !isHeaderValue(value)) throw noToken(`answered without the cookie ${name}`);
  return value;
};
