import type { AuthTools } from './auth-tools.ts';
import type { OptionWords } from './checked-options.ts';
import { type ClientAuth, clientWords } from './client-auth.ts';
import { oneOf, optional, text, texts, textsByName } from './option-words.ts';
import { readTokenAnswer, type TokenAnswer, type TokenPaths } from './token-answer.ts';
import { requestToken } from './token-request.ts';

/** What all grants of OAuth 2 (RFC 6749) have in common. */
export interface OAuth2Options {
  /** The token endpoint; a relative address is read from the API's `baseUrl`. */
  readonly tokenUrl: string;
  /** Asked for, separated by spaces. @default none */
  readonly scopes?: readonly string[];
  /** Whom the token is for, where the endpoint wants to know. @default none */
  readonly audience?: string;
  /** Where the client shows who it is. @default 'header' */
  readonly clientAuth?: ClientAuth;
  /** More for the form of a token request. No secrets: they stand in code. @default none */
  readonly extra?: Readonly<Record<string, string>>;
  /** Where the answer holds what, if not where RFC 6749 says. @default { token: 'access_token', expires: 'expires_in', refresh: 'refresh_token' } */
  readonly token?: TokenPaths;
  /** How the token is sent to the API. @default 'authorization: Bearer {token}' */
  readonly send?: string;
}

/** What these options must be. */
export const oauth2Words: OptionWords<OAuth2Options> = {
  tokenUrl: text,
  scopes: optional(texts),
  audience: optional(text),
  clientAuth: optional(oneOf('header', 'body')),
  extra: optional(textsByName),
  token: optional(textsByName),
  send: optional(text),
};

/** Who asks. */
export interface Client {
  readonly id: string;
  readonly secret: string | undefined;
}

/** Asks a token endpoint once. @param resend whether nothing is lost if it is asked twice */
export const askTokenEndpoint = async (
  { tokenUrl, scopes, audience, clientAuth = 'header', extra = {}, token = {} }: OAuth2Options,
  client: Client | undefined,
  grant: Readonly<Record<string, string>>,
  tools: AuthTools,
  resend: boolean,
): Promise<TokenAnswer> => {
  const { headers, form } = client ? clientWords(clientAuth, client.id, client.secret) : { headers: {}, form: {} };
  const body = new URLSearchParams({
    ...grant,
    ...(scopes ? { scope: scopes.join(' ') } : {}),
    ...(audience === undefined ? {} : { audience }),
    ...extra,
    ...form,
  }).toString();
  const request = {
    url: new URL(tokenUrl, tools.base),
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body,
  };
  return readTokenAnswer(await requestToken(tools, request, { resend }), token, tools.epochMs());
};

/** @throws TypeError for an address that none can be made of */
export const checkTokenUrl = (what: string, url: string, where = 'a token endpoint'): void => {
  if (!URL.canParse(url, 'https://api.example/') || !/^https?:$/.test(new URL(url, 'https://api.example/').protocol))
    throw new TypeError(`${what} must be the address of ${where}, not ${JSON.stringify(url)}`);
};
