import { createHmac, randomBytes } from 'node:crypto';
import { UpstreamError } from '../../../resilience/index.ts';
import type { Environment, FixedAuth, IssuingAuth } from './auth.ts';
import type { AuthTools } from './auth-tools.ts';
import type { Caller, Credential, Credentials, Issuer } from './credentials.ts';

/** Signs the requests of one source. */
export interface Signer {
  /** The credentials that a caller's requests are signed with: the source's own, unless it passes on those of its callers. */
  for(caller: Caller): Credentials;
}

/** New in every process, so that an identity means nothing to anyone else. */
const processKey = randomBytes(32);

/** Stands for secrets in keys, without giving them away. */
export const identityOf = (secrets: readonly string[]): string =>
  createHmac('sha256', processKey).update(JSON.stringify(secrets)).digest('base64url').slice(0, 22);

/** What a source is signed for with the variables' values of a moment. */
interface Opened {
  readonly values: readonly string[];
  readonly issuer: Issuer;
  /** For all callers, where none of theirs is passed on. */
  readonly own: Credentials;
  /** By the caller's own object, which lives as long as the operation: no token of a caller is kept for longer. */
  readonly known: WeakMap<Caller, Credentials>;
}

/** Reads the credential of a source from the environment. One whose variables change is another, with nothing left of the one before. */
export const signer = (
  auth: FixedAuth | IssuingAuth | undefined,
  environment: Environment,
  tools: AuthTools,
): Signer => {
  const variables = auth?.variables ?? [];
  const forwards = (auth && 'open' in auth && auth.forwards) || [];
  const read = () => variables.map((variable) => environment[variable]?.trim() ?? '');
  const open = (values: readonly string[]): Opened => {
    const issuer = values.includes('') ? absent : issuerOf(auth, values, tools);
    return { values, issuer, own: credentialsOf(issuer, {}, values, []), known: new WeakMap() };
  };
  let opened = open(read());
  return {
    for(caller) {
      const values = read();
      if (values.some((value, i) => value !== opened.values[i])) opened = open(values);
      const { issuer, own, known } = opened;
      if (forwards.length === 0 && !issuer.whose) return own;
      const its = known.get(caller) ?? credentialsOf(issuer, caller, values, whose(issuer, forwards, caller));
      known.set(caller, its);
      return its;
    },
  };
};

const whose = (issuer: Issuer, forwards: readonly string[], caller: Caller): readonly string[] =>
  issuer.whose ? [issuer.whose(caller)] : forwards.map((name) => caller[name] ?? '');

const credentialsOf = (
  issuer: Issuer,
  caller: Caller,
  values: readonly string[],
  its: readonly string[],
): Credentials => ({
  identity: identityOf([...values, ...its]),
  secrets: () => values,
  get: (signal) => issuer.get(signal, caller),
  renew: (...refused) => issuer.renew(...refused, caller),
  sign: (...attempt) => issuer.sign(...attempt),
});

const FIXED: Credential = { token: '' };

const issuerOf = (auth: FixedAuth | IssuingAuth | undefined, values: readonly string[], tools: AuthTools): Issuer => {
  if (auth && 'open' in auth) return auth.open(values, tools);
  return { get: () => FIXED, renew: () => false, sign: () => auth?.sign(values) ?? {} };
};

/** Stands for a credential that is not there. */
const absent: Issuer = {
  get() {
    throw new UpstreamError('unauthenticated', { sent: 'no', detail: 'no credential is configured' });
  },
  renew: () => false,
  sign: () => ({}),
};
