import type { TokenAnswer } from './token-answer.ts';

/** What stands in a store for a connection: a refresh token, or, where none is given out, the token itself. */
export type KeptConnection =
  | { readonly refresh: string }
  | { readonly access: string; readonly expiresAtEpochMs?: number | undefined };

/** What is kept of a first answer. */
export const keptOf = ({ token, ttlMs, refreshToken }: TokenAnswer, nowEpochMs: number): KeptConnection => {
  if (refreshToken !== undefined) return { refresh: refreshToken };
  return { access: token, ...(ttlMs === undefined ? {} : { expiresAtEpochMs: nowEpochMs + ttlMs }) };
};

export const keptText = (kept: KeptConnection): string => JSON.stringify(kept);

/** Reads what stands in a store; undefined if it is nothing that can be used. */
export const readKept = (text: string | undefined): KeptConnection | undefined => {
  try {
    const { refresh, access, expiresAtEpochMs } = JSON.parse(text ?? '{}') as Readonly<Record<string, unknown>>;
    if (typeof refresh === 'string' && refresh !== '') return { refresh };
    if (typeof access !== 'string' || access === '') return undefined;
    return { access, ...(typeof expiresAtEpochMs === 'number' ? { expiresAtEpochMs } : {}) };
  } catch {
    return undefined;
  }
};

/** The name of a connection in a store. Tokens of one client and one identity provider are of no use to others, and are not shown to them. */
export const connectionName = (tokenUrl: URL, clientId: string, connection: string): string =>
  JSON.stringify([tokenUrl.origin, clientId, connection]);
