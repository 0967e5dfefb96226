import { createHash } from 'node:crypto';
import { UpstreamError } from '../../../resilience/index.ts';
import { guarded } from './guarded.ts';
import type { TokenStore } from './token-store.ts';

/** The refresh token to be used now. One that was exchanged for another is never given out again. */
export interface RefreshTokens {
  /** @throws UpstreamError `authUnavailable` if the store fails, `unauthenticated` if the token was refused for good */
  current(): Promise<string>;
  /** Another has come; resolves when it is kept. @throws UpstreamError `authUnavailable` if the store fails */
  rotate(next: string): Promise<void>;
  /** The token will never be accepted again. */
  refuse(token: string): void;
}

/** What stands in the store: the token, and which one of the environment it comes from. */
interface Kept {
  readonly since: string;
  readonly token: string;
}

/**
 * Begins with the token of the environment, and goes on with those that come in exchange. A new one in the environment begins anew, whatever
 * the store holds: it is how an operator repairs a refused one.
 */
export const refreshTokens = (first: string, name: string, store: TokenStore | undefined): RefreshTokens => {
  const since = createHash('sha256').update(first).digest('base64url').slice(0, 22);
  const spent = new Set<string>();
  let latest = first;
  let refused: string | undefined;
  const kept = async (): Promise<string | undefined> => {
    const known = parsed(await guarded(async () => store?.get(name)));
    return known?.since === since ? known.token : undefined;
  };
  return {
    async current() {
      const known = await kept();
      // Another process may have exchanged it meanwhile; but a store that has forgotten ours must not bring back one that is spent.
      const token = known === undefined || spent.has(known) ? latest : known;
      latest = token;
      if (token === refused)
        throw new UpstreamError('unauthenticated', { sent: 'no', detail: 'its refresh token was refused for good' });
      return token;
    },
    async rotate(next) {
      spent.add(latest);
      latest = next;
      await guarded(async () => store?.set(name, JSON.stringify({ since, token: next } satisfies Kept)));
    },
    refuse(token) {
      refused = token;
    },
  };
};

const parsed = (text: string | undefined): Kept | undefined => {
  try {
    const { since, token } = JSON.parse(text ?? '{}') as Partial<Kept>;
    return typeof since === 'string' && typeof token === 'string' ? { since, token } : undefined;
  } catch {
    return undefined;
  }
};
