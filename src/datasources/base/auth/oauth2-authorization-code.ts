import { isHeaderName } from '../http/header-text.ts';
import type { IssuingAuth } from './auth.ts';
import type { AuthTools } from './auth-tools.ts';
import { checkedOptions, type OptionWords } from './checked-options.ts';
import { type ConnectionOf, chooser } from './connection-of.ts';
import { MAX_CONNECTIONS } from './connection-state.ts';
import { type ConnectionTokens, connectionTokens } from './connection-tokens.ts';
import { consent } from './consent.ts';
import type { Caller } from './credentials.ts';
import { fileTokenStore } from './file-token-store.ts';
import { connectionName } from './kept-connection.ts';
import { type Client, checkTokenUrl, type OAuth2Options, oauth2Words } from './oauth2.ts';
import { optional, run, text, texts, textsByName, store as tokenStore, variable } from './option-words.ts';
import { recentlyUsed } from './recently-used.ts';
import { AS_BEARER, sendTemplate } from './send-template.ts';
import { tokenGate } from './token-gate.ts';
import { type KeyedTokenStore, openStore, storeProblems, type TokenStore } from './token-store.ts';

/** Beside what all grants have. `id` and `secret` name environment variables. */
export interface AuthorizationCodeOptions extends OAuth2Options {
  /** Where users sign in; a relative address is read from the API's `baseUrl`. */
  readonly authorizeUrl: string;
  readonly id: string;
  /** @default none: a public client */
  readonly secret?: string;
  /** More for the query of `authorizeUrl`, such as `{ access_type: 'offline' }`. No secrets: they stand in code. @default none */
  readonly authorizeExtra?: Readonly<Record<string, string>>;
  /**
   * Whose tokens a caller's requests are made with: the name of a connection, or undefined for nobody's. Whoever sets the headers that it
   * reads can be anybody: let something trusted set them. @default one connection for everybody, `default`
   */
  readonly connection?: ConnectionOf;
  /** Headers of the gateway's caller that `connection` reads; the gateway's `forward` must list them. @default none */
  readonly forwards?: readonly string[];
  /** Where connections are kept. @default fileTokenStore() */
  readonly store?: TokenStore | KeyedTokenStore;
}

const codeWords: OptionWords<AuthorizationCodeOptions> = {
  ...oauth2Words,
  authorizeUrl: text,
  id: variable,
  secret: optional(variable),
  authorizeExtra: optional(textsByName),
  connection: optional(run),
  forwards: optional(texts),
  store: tokenStore,
};

/**
 * OAuth 2 on behalf of end users (RFC 6749 section 4.1, with PKCE): `breakwater connect NAME` asks one to sign in, and stores a connection;
 * `connection` chooses which of them a caller's requests are made with.
 * @example oauth2AuthorizationCode({ authorizeUrl: 'https://id.mail.example/authorize', tokenUrl: 'https://id.mail.example/token', id: 'MAIL_ID', connection: (caller) => caller['x-user'], forwards: ['x-user'] })
 */
export const oauth2AuthorizationCode: (options: AuthorizationCodeOptions) => IssuingAuth = checkedOptions(
  'oauth2AuthorizationCode',
  codeWords,
  (options: AuthorizationCodeOptions): IssuingAuth => {
    const { authorizeUrl, tokenUrl, id, secret, forwards = [], store = fileTokenStore() } = options;
    checkTokenUrl('oauth2AuthorizationCode: tokenUrl', tokenUrl);
    checkTokenUrl('oauth2AuthorizationCode: authorizeUrl', authorizeUrl, 'the page where users sign in');
    for (const name of forwards)
      if (!isHeaderName(name)) throw new TypeError(`oauth2AuthorizationCode: "${name}" is no header name`);
    sendTemplate(options.send ?? AS_BEARER);
    const own = [id, ...(secret === undefined ? [] : [secret])];
    const opened = (values: readonly string[]): { readonly client: Client; readonly store: TokenStore } => ({
      client: { id: values[0] ?? '', secret: secret === undefined ? undefined : values[1] },
      store: openStore(store, values.slice(own.length)),
    });
    return {
      variables: [...own, ...('open' in store ? store.variables : [])],
      forwards: forwards.map((name) => name.toLowerCase()),
      endpoint: tokenUrl,
      open(values, tools) {
        const its = opened(values);
        return issuer(options, its.client, its.store, tools);
      },
      consent(values, tools) {
        const its = opened(values);
        return consent(options, its.client, its.store, tools);
      },
      valueProblems: (values) => storeProblems(store, values.slice(own.length)),
    };
  },
);

const issuer = (
  { connection, forwards = [], ...said }: AuthorizationCodeOptions,
  client: Client,
  store: TokenStore,
  tools: AuthTools,
): ReturnType<IssuingAuth['open']> => {
  // A refresh token has the scopes that were agreed to (RFC 6749 section 6): asking again could only be refused.
  const { scopes: _, ...options } = said;
  const send = sendTemplate(options.send ?? AS_BEARER);
  const choose = chooser(
    connection,
    forwards.map((name) => name.toLowerCase()),
  );
  const tokenUrl = new URL(options.tokenUrl, tools.base);
  const use = { options, client, store, tools, gate: tokenGate(tools.clock) };
  const connections = recentlyUsed<ConnectionTokens>(
    MAX_CONNECTIONS,
    (id) => connectionTokens(connectionName(tokenUrl, client.id, id), use, () => connections.drop(id)),
    (its) => its.isBusy(),
  );
  const tokensOf = (caller: Caller): ConnectionTokens => {
    const chosen = choose(caller);
    if ('failure' in chosen) throw chosen.failure;
    return connections.get(chosen.id);
  };
  return {
    whose(caller) {
      const chosen = choose(caller);
      return 'id' in chosen ? `connection ${chosen.id}` : 'nobody';
    },
    get: (signal, caller) => tokensOf(caller).get(signal, caller),
    renew: (used, refusal, signal, caller) => tokensOf(caller).renew(used, refusal, signal, caller),
    sign: (_request, { token }) => send(token),
  };
};
