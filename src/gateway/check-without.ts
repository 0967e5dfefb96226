import { policyNames } from '../datasources/base/index.ts';
import { suggest } from '../schema/index.ts';
import { check } from './options-error.ts';

/** What nobody knows is not left out: a test would show nothing. @throws OptionsError */
export const checkWithout = (without: readonly string[] = []): void => {
  for (const name of without)
    check(
      policyNames.some((known) => known === name),
      `without names ${JSON.stringify(name.slice(0, 100))}, which is no policy. ${suggest(name, policyNames)}`,
    );
};
