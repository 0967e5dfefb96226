import { per } from '../../../resilience/index.ts';
import type { Auth, Environment, FixedAuth, IssuingAuth } from './auth.ts';
import type { AuthTools } from './auth-tools.ts';
import type { Credentials } from './credentials.ts';
import { membersOf, missingOf } from './members-of.ts';
import { identityOf, type Signer, signer } from './signer.ts';

/** The signer of a source for each base URL that it is asked at. */
export type Signers = (base: URL) => Signer;

/** Token endpoints that are remembered apart. */
const MAX_ENDPOINTS = 256;

/** Reads the credential of a source from the environment: one that is given out, once for each place where it is. */
export const signers = (
  auth: Auth | undefined,
  environment: Environment,
  toolsAt: (base: URL) => AuthTools,
): Signers => {
  if (auth === undefined || !('members' in auth)) return signersOf(auth, environment, toolsAt);
  const all = membersOf(auth).map((member) => ({ member, at: signersOf(member, environment, toolsAt) }));
  return (base) => ({
    for(caller) {
      const present = all.filter(({ member }) => missingOf(member, environment).length === 0);
      const its = (present.length > 0 ? present : all.slice(0, 1)).map(({ member, at }) => ({
        ...at(base).for(caller),
        variables: member.variables,
      }));
      return together(its);
    },
  });
};

const signersOf = (
  auth: FixedAuth | IssuingAuth | undefined,
  environment: Environment,
  toolsAt: (base: URL) => AuthTools,
): Signers => {
  const known = per((): { signer?: Signer } => ({}), { max: MAX_ENDPOINTS });
  // A token endpoint that all base URLs have in common gives out one token for all, and no refresh token is used twice.
  const endpoint = (auth && 'open' in auth && auth.endpoint) || '';
  return (base) => {
    const held = known(new URL(endpoint, base).href);
    held.signer ??= signer(auth, environment, toolsAt(base));
    return held.signer;
  };
};

/** Credentials of one owner. The identity is that of all: what was fetched with one may be served while another is in use. */
const together = (all: readonly Credentials[]): Credentials => {
  const secrets = () => all.flatMap((each) => each.secrets());
  const accounts = new Map(all.map((each) => [each.identity, { ...each, secrets }]));
  const [first = all[0]] = accounts.values();
  if (first === undefined) throw new TypeError('there is no credential to rotate');
  return { ...first, identity: identityOf([...accounts.keys()]), accounts };
};
