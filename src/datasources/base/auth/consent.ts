import type { AuthTools } from './auth-tools.ts';
import { inTurn } from './connection-state.ts';
import { guarded } from './guarded.ts';
import { connectionName, keptOf, keptText } from './kept-connection.ts';
import { askTokenEndpoint, type Client } from './oauth2.ts';
import type { AuthorizationCodeOptions } from './oauth2-authorization-code.ts';
import type { TokenStore } from './token-store.ts';

/** What one sign-in is known by. */
export interface SignIn {
  /** Where the answer is to come (RFC 8252 section 7.3). */
  readonly redirectUri: string;
  /** Tells that an answer belongs to this question (RFC 6749 section 10.12). */
  readonly state: string;
  /** Proves that whoever has the code also asked for it (RFC 7636). */
  readonly verifier: string;
  /** The same, as it is shown beforehand. */
  readonly challenge: string;
}

/** Asks an end user for a connection. */
export interface Consent {
  /** Where the tokens are kept, for people. */
  readonly place: string;
  /** The page that the user is sent to. */
  page(signIn: SignIn): URL;
  /** Exchanges a code, and stores what comes for it under a connection. @throws UpstreamError `unauthenticated` or `authUnavailable` */
  keep(code: string, signIn: SignIn, connection: string): Promise<void>;
}

/** The consent that a source's end users are asked for. */
export const consent = (
  { authorizeUrl, authorizeExtra = {}, scopes, ...options }: AuthorizationCodeOptions,
  client: Client,
  store: TokenStore,
  tools: AuthTools,
): Consent => ({
  place: store.place ?? 'the store of its tokens',
  page({ redirectUri, state, challenge }) {
    const url = new URL(authorizeUrl, tools.base);
    const said = {
      ...authorizeExtra,
      ...(scopes ? { scope: scopes.join(' ') } : {}),
      ...(options.audience === undefined ? {} : { audience: options.audience }),
      response_type: 'code',
      client_id: client.id,
      redirect_uri: redirectUri,
      state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    };
    for (const [name, value] of Object.entries(said)) url.searchParams.set(name, value);
    return url;
  },
  async keep(code, { redirectUri, verifier }, connection) {
    const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
    // A code is good for one exchange (RFC 6749 section 4.1.2): it is not sent again.
    const answer = await askTokenEndpoint(options, client, grant, tools, false);
    const name = connectionName(new URL(options.tokenUrl, tools.base), client.id, connection);
    const text = keptText(keptOf(answer, tools.epochMs()));
    await inTurn(store, name, async (state) => {
      // Whatever waited to be stored is of the connection before.
      state.unsaved = undefined;
      await guarded(async () => store.set(name, text));
    });
  },
});
