import { given, type SourceClass, told } from '../datasources/base/index.ts';
import { suggest } from '../schema/index.ts';
import type { GatewayOptions } from './options.ts';
import { check } from './options-error.ts';
import type { Overrides } from './overrides.ts';

/** Names of sources that nobody has are mistakes: what was meant would go on as if nothing were said. */
const checkNames = (option: string, named: readonly string[], sources: readonly SourceClass[]): void => {
  const names = sources.flatMap(({ api }) => api?.name ?? []);
  for (const name of named)
    check(names.includes(name), `${option} names ${told(name)}, which is no source. ${suggest(name, names)}`);
};

/** The configuration, with what the environment says instead. */
export const overridden = (options: GatewayOptions, { baseUrls, timeouts, disabled, problems }: Overrides) => {
  check(problems.length === 0, problems.join('\n'));
  const wanted = {
    baseUrls: { ...options.baseUrls, ...baseUrls },
    timeouts: Object.fromEntries(
      [...Object.keys(options.timeouts ?? {}), ...Object.keys(timeouts)].map((name) => [
        name,
        { ...given(options.timeouts?.[name]), ...timeouts[name] },
      ]),
    ),
    disabled: disabled ?? options.disabled ?? [],
  };
  checkNames(disabled ? 'BREAKWATER_DISABLED' : 'disabled', wanted.disabled, options.sources);
  checkNames('timeouts', Object.keys(wanted.timeouts), options.sources);
  return wanted;
};
