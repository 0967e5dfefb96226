import type { PolicyName } from '../datasources/base/index.ts';
import { suggest } from '../schema/index.ts';
import { check } from './options-error.ts';

/** Every policy; the compiler holds this list complete. */
const names = {
  observe: 1,
  cache: 1,
  coalesce: 1,
  deadline: 1,
  retry: 1,
  budget: 1,
  hedge: 1,
  breaker: 1,
  bulkhead: 1,
  rotate: 1,
  quota: 1,
  authenticate: 1,
  attemptTimeout: 1,
} satisfies Record<PolicyName, 1>;

/** What nobody knows is not left out: a test would show nothing. @throws OptionsError */
export const checkWithout = (without: readonly string[] = []): void => {
  for (const name of without)
    check(
      Object.hasOwn(names, name),
      `without names ${JSON.stringify(name.slice(0, 100))}, which is no policy. ${suggest(name, Object.keys(names))}`,
    );
};
