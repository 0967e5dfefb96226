import type { FixedAuth, IssuingAuth } from './auth.ts';

/** Several credentials of one owner, used one after the other. */
export interface RotatingAuth {
  /** The environment variables of all. */
  readonly variables: readonly string[];
  /** The one to use first first. */
  readonly members: readonly (FixedAuth | IssuingAuth)[];
  /** What is wrong with them, in sentences; they keep a gateway from starting. @default nothing */
  readonly problems?: readonly string[];
}

/**
 * Several credentials of one owner, each with limits of its own: the first is used until the API says that there were too many calls, then the
 * next whose limit is not reached, and the first again when its wait is over. Answers belong to the owner, whichever credential fetched them.
 * @example rotating(bearer({ env: 'KEY_A' }), bearer({ env: 'KEY_B' }))
 */
export const rotating = (...members: readonly (FixedAuth | IssuingAuth)[]): RotatingAuth => {
  if (members.length < 2) throw new TypeError(`rotating: there must be two credentials or more, not ${members.length}`);
  for (const member of members) {
    if (!('open' in member || 'sign' in member))
      throw new TypeError('rotating: each credential must be made by apiKey, bearer, or another of docs/auth.md');
    if ('open' in member && member.forwards && member.forwards.length > 0)
      throw new TypeError("rotating: the callers' own credentials belong to different owners");
  }
  const problems = members.flatMap((member) => member.problems ?? []);
  return { variables: [...new Set(members.flatMap(({ variables }) => variables))], members, problems };
};
