import { asUpstreamError } from '../../../resilience/index.ts';
import type { IssuingAuth } from './auth.ts';
import type { AuthTools } from './auth-tools.ts';
import { checkedOptions } from './checked-options.ts';
import { inTurn } from './connection-state.ts';
import { askTokenEndpoint, type Client, checkTokenUrl, type OAuth2Options, oauth2Words } from './oauth2.ts';
import { optional, store as tokenStore, variable } from './option-words.ts';
import { type RefreshTokens, refreshTokens } from './refresh-tokens.ts';
import { AS_BEARER, sendTemplate } from './send-template.ts';
import type { TokenAnswer } from './token-answer.ts';
import { type IssuedToken, tokenSource } from './token-source.ts';
import { type KeyedTokenStore, openStore, storeProblems, type TokenStore } from './token-store.ts';

/** Beside what all grants have. `id`, `secret` and `refreshToken` name environment variables. */
export interface RefreshTokenOptions extends OAuth2Options {
  readonly id: string;
  /** @default none: a public client */
  readonly secret?: string;
  readonly refreshToken: string;
  /** Where refresh tokens are kept that come in exchange for others. @default in the memory of this process: enough where they never change */
  readonly store?: TokenStore | KeyedTokenStore;
}

/**
 * OAuth 2 with a refresh token (RFC 6749 section 6). Where each use brings another refresh token, that one is stored before anything is done
 * with what came beside it, and the old one is never sent again.
 * @example oauth2RefreshToken({ tokenUrl: 'https://id.mail.example/token', id: 'MAIL_ID', secret: 'MAIL_SECRET', refreshToken: 'MAIL_REFRESH' })
 */
export const oauth2RefreshToken: (options: RefreshTokenOptions) => IssuingAuth = checkedOptions(
  'oauth2RefreshToken',
  { ...oauth2Words, id: variable, secret: optional(variable), refreshToken: variable, store: tokenStore },
  (options: RefreshTokenOptions): IssuingAuth => {
    checkTokenUrl('oauth2RefreshToken: tokenUrl', options.tokenUrl);
    const send = sendTemplate(options.send ?? AS_BEARER);
    const own = [options.id, options.refreshToken, ...(options.secret === undefined ? [] : [options.secret])];
    return {
      variables: [...own, ...(options.store && 'open' in options.store ? options.store.variables : [])],
      endpoint: options.tokenUrl,
      open(values, tools) {
        const [id = '', first = '', secret] = values.slice(0, own.length);
        const store = options.store && openStore(options.store, values.slice(own.length));
        const name = `${new URL(options.tokenUrl, tools.base).origin} ${id}`;
        const tokens = refreshTokens(first, name, store);
        const refreshed = refreshing(options, { id, secret }, tokens, tools);
        // Read, exchanged and replaced by one at a time: whoever shares the store has the same refresh token.
        const issue = store ? async () => inTurn(store, name, refreshed) : refreshed;
        return {
          ...tokenSource(issue, tools.clock),
          sign: (_request, { token }) => send(token),
        };
      },
      valueProblems: (values) => storeProblems(options.store, values.slice(own.length)),
    };
  },
);

const refreshing = (options: OAuth2Options, client: Client, tokens: RefreshTokens, tools: AuthTools) => {
  let unsaved: TokenAnswer | undefined;
  return async (): Promise<IssuedToken> => {
    // A store that failed must take the new refresh token before anything else is asked for: the old one is spent.
    unsaved ??= await refresh(options, client, tokens, tools);
    const answer = unsaved;
    if (answer.refreshToken !== undefined) await tokens.rotate(answer.refreshToken);
    unsaved = undefined;
    return answer;
  };
};

const refresh = async (
  options: OAuth2Options,
  client: Client,
  tokens: RefreshTokens,
  tools: AuthTools,
): Promise<TokenAnswer> => {
  const token = await tokens.current();
  const grant = { grant_type: 'refresh_token', refresh_token: token };
  try {
    // Never sent again over a connection that broke: it may have been exchanged.
    const answer = await askTokenEndpoint(options, client, grant, tools, false);
    const { refreshToken, ...same } = answer;
    return refreshToken === token ? same : answer;
  } catch (error) {
    const failure = asUpstreamError(error);
    if (failure.facts.detail?.endsWith('invalid_grant')) tokens.refuse(token);
    throw failure;
  }
};
