import { UserError } from '../config/user-error.ts';
import { isHeaderName, isHeaderValue } from '../datasources/base/index.ts';
import type { Given } from './arguments.ts';

/** Headers given as `name: value`, each by a flag of its own; of one that is given twice the last counts. @throws UserError that tells no value */
export const headersOf = (given: Given['flags'][string]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [given ?? []].flat().map((each) => {
      const [, name = '', value = ''] = /^([^:]*):(.*)$/s.exec(String(each)) ?? [];
      if (!isHeaderName(name.trim()) || !isHeaderValue(value.trim()))
        throw new UserError("--header must be a name, a colon and a value on one line: --header 'x-user: ada'.");
      return [name.trim().toLowerCase(), value.trim()];
    }),
  );
