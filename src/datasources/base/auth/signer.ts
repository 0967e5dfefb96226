import { createHmac, randomBytes } from 'node:crypto';
import { UpstreamError } from '../../../resilience/index.ts';
import type { Auth, Environment, Signature } from './auth.ts';

/** Signs the requests of one source. */
export interface Signer {
  /** Stands for the credential in keys of caches and flights, without giving it away. */
  readonly identity: string;
  /** Environment variables that are needed and not set. */
  readonly missing: readonly string[];
  /** @throws UpstreamError `unauthenticated`, if a variable is missing */
  sign(): Signature;
}

/** New in every process, so that an identity means nothing to anyone else. */
const processKey = randomBytes(32);

/** Reads the credential of a source from the environment, once. */
export const signer = (auth: Auth | undefined, environment: Environment): Signer => {
  const values = auth?.variables.map((variable) => environment[variable]?.trim() ?? '') ?? [];
  const missing = auth?.variables.filter((_, i) => values[i] === '') ?? [];
  return {
    identity: createHmac('sha256', processKey).update(JSON.stringify(values)).digest('base64url').slice(0, 22),
    missing,
    sign() {
      if (missing.length > 0)
        throw new UpstreamError('unauthenticated', { sent: 'no', detail: 'no credential is configured' });
      return auth?.sign(values) ?? {};
    },
  };
};
