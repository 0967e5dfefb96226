import { hash } from 'node:crypto';

/** A key for a store, of parts that it does not give away: URLs and arguments may hold what nobody else is to read. */
export const keyOf = (...parts: readonly string[]): string => hash('sha256', JSON.stringify(parts), 'base64url');
