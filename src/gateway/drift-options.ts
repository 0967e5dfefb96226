import { told } from '../datasources/base/index.ts';
import { suggest } from '../schema/index.ts';
import { check } from './options-error.ts';

/** How often answers are compared with the contract while they are served. */
export interface DriftOptions {
  /** One answer in so many of each operation, and never more than one in ten seconds. The first is always one. @default in development 1, in production 100 */
  readonly everyNth?: number;
}

/** In production one in so many: what has changed stays so, and is found a little later. */
const IN_PRODUCTION = 100;

/** Fills in the defaults. @throws OptionsError */
export const completeDrift = (
  said: DriftOptions | false | undefined,
  production: boolean,
): Required<DriftOptions> | false => {
  if (said === false) return false;
  const unknown = Object.keys(said ?? {}).find((name) => name !== 'everyNth');
  check(unknown === undefined, `drift: "${unknown}" is no option. ${suggest(unknown ?? '', ['everyNth'])}`);
  const everyNth = said?.everyNth ?? (production ? IN_PRODUCTION : 1);
  check(
    Number.isSafeInteger(everyNth) && everyNth >= 1,
    `drift.everyNth must be a whole number of at least 1, not ${told(everyNth)}; drift: false compares nothing.`,
  );
  return { everyNth };
};
