import { asUpstreamError, UpstreamError } from '../../../resilience/index.ts';
import type { AuthTools } from './auth-tools.ts';
import { type ConnectionState, inTurn, spend } from './connection-state.ts';
import type { Issuer } from './credentials.ts';
import { guarded } from './guarded.ts';
import { type KeptConnection, keptText, readKept } from './kept-connection.ts';
import { askTokenEndpoint, type Client, type OAuth2Options } from './oauth2.ts';
import type { TokenAnswer } from './token-answer.ts';
import type { TokenGate } from './token-gate.ts';
import { type IssuedToken, tokenSource } from './token-source.ts';
import type { TokenStore } from './token-store.ts';

/** The access tokens of one connection. */
export interface ConnectionTokens extends Pick<Issuer, 'get' | 'renew'> {
  /** Whether somebody waits for one. */
  isBusy(): boolean;
}

/** What a connection is used with. */
export interface ConnectionUse {
  readonly options: OAuth2Options;
  readonly client: Client;
  readonly store: TokenStore;
  readonly tools: AuthTools;
  /** What all connections of one token endpoint ask through. */
  readonly gate: TokenGate;
}

/**
 * Holds the access token of one connection, which is exchanged for what its store holds.
 * @param name its name in the store
 * @param forget called when there is nothing to hold
 */
export const connectionTokens = (name: string, use: ConnectionUse, forget: () => void): ConnectionTokens => {
  const { store, tools } = use;
  let busy = 0;
  const issue = async (): Promise<IssuedToken> => {
    busy += 1;
    try {
      const issued = await inTurn(store, name, async (state) => issueFrom(state, name, use));
      if (typeof issued !== 'string') return issued;
      // Nobody was asked, so nobody has to be spared by a pause: whoever connects is served by the next call.
      forget();
      throw unconnected(issued, tools.source);
    } finally {
      busy -= 1;
    }
  };
  return { ...tokenSource(issue, tools.clock), isBusy: () => busy > 0 };
};

/** Why a connection gives no token. */
type Unconnected = 'missing' | 'refused' | 'ended';

const unconnected = (why: Unconnected, source: string): UpstreamError => {
  const said = {
    missing: 'nobody is connected',
    refused: 'its connection was refused for good',
    ended: 'its connection has ended',
  };
  const detail = `${said[why]}: run "breakwater connect ${source}", with --connection if it has a name`;
  return new UpstreamError('unauthenticated', { sent: 'no', detail });
};

const issueFrom = async (
  state: ConnectionState,
  name: string,
  use: ConnectionUse,
): Promise<IssuedToken | Unconnected> => {
  const { store, tools } = use;
  // A store that failed must take what came last before anything else is asked for: the token before it is spent.
  if (state.unsaved !== undefined) await save(state, name, store, state.unsaved);
  const kept = readKept(await guarded(async () => store.get(name)));
  if (kept === undefined) return 'missing';
  if ('access' in kept) return held(kept, tools.epochMs());
  const token = state.latest !== undefined && state.spent.has(kept.refresh) ? state.latest : kept.refresh;
  if (token === state.refused) return 'refused';
  const answer = await refresh(token, state, use);
  state.latest = token;
  if (answer.refreshToken === undefined || answer.refreshToken === token) return answer;
  spend(state, token);
  state.latest = answer.refreshToken;
  await save(state, name, store, keptText({ refresh: answer.refreshToken }));
  return answer;
};

const held = (
  kept: Extract<KeptConnection, { readonly access: string }>,
  nowEpochMs: number,
): IssuedToken | 'ended' => {
  const { access, expiresAtEpochMs = Number.POSITIVE_INFINITY } = kept;
  const ttlMs = expiresAtEpochMs - nowEpochMs;
  return ttlMs > 0 ? { token: access, ttlMs } : 'ended';
};

const save = async (state: ConnectionState, name: string, store: TokenStore, text: string): Promise<void> => {
  state.unsaved = text;
  await guarded(async () => store.set(name, text));
  state.unsaved = undefined;
};

const refresh = async (
  token: string,
  state: ConnectionState,
  { options, client, tools, gate }: ConnectionUse,
): Promise<TokenAnswer> => {
  try {
    // Never sent again over a connection that broke: it may have been exchanged.
    const grant = { grant_type: 'refresh_token', refresh_token: token };
    return await gate(async () => askTokenEndpoint(options, client, grant, tools, false));
  } catch (error) {
    const failure = asUpstreamError(error);
    if (failure.facts.detail?.endsWith('invalid_grant')) state.refused = token;
    throw failure;
  }
};
