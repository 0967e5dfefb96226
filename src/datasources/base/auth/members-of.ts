import type { Auth, Environment, FixedAuth, IssuingAuth } from './auth.ts';

/** The credentials that one may be made of: itself, or those that are used in rotation. */
export const membersOf = (auth: Auth): readonly (FixedAuth | IssuingAuth)[] =>
  'members' in auth ? auth.members : [auth];

/** The environment variables of a credential that are not set. */
export const missingOf = (auth: Pick<Auth, 'variables'> | undefined, environment: Environment): readonly string[] =>
  (auth?.variables ?? []).filter((variable) => !environment[variable]?.trim());
