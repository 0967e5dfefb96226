import type { Auth, Environment } from '../../../src/datasources/base/auth/auth.ts';
import type { AuthTools } from '../../../src/datasources/base/auth/auth-tools.ts';
import type { Signer } from '../../../src/datasources/base/auth/signer.ts';
import { signers } from '../../../src/datasources/base/auth/signers.ts';
import { virtualClock } from '../../support/virtual-clock.ts';

/** Tools for credentials that ask nobody for anything. */
export const noTools = (): AuthTools => ({
  source: 'shop',
  base: new URL('https://shop.test/v1/'),
  clock: virtualClock(),
  epochMs: () => 0,
  send: () => Promise.reject(new Error('nobody is to be asked')),
});

/** The signer of a credential that asks nobody for anything. */
export const fixedSigner = (auth: Auth | undefined, environment: Environment): Signer =>
  signers(auth, environment, noTools)(noTools().base);
