import { type Upstream, unusableVariables } from '../datasources/base/index.ts';
import { type CompleteOptions, OptionsError } from './options.ts';

/**
 * A missing credential is a warning in development, unless it is required; in production nothing starts without it. One that cannot be sent
 * keeps everything from starting: it was meant to be there. Variables are named, values never.
 * @throws OptionsError
 */
export const checkCredentials = (
  { sources, production, log, environment }: CompleteOptions,
  upstreams: ReadonlyMap<string, Pick<Upstream, 'missing'>>,
): void => {
  const sentences: string[] = [];
  for (const { api } of sources) {
    const unusable = unusableVariables(api.auth, environment);
    if (unusable.length > 0)
      sentences.push(
        `${api.name}: the value of ${unusable.join(' or ')} in the environment cannot be sent in a header; it holds a line break, or another character that no header may hold.`,
      );
    const missing = upstreams.get(api.name)?.missing ?? [];
    if (missing.length === 0) continue;
    const sentence = `${api.name} needs ${missing.join(' and ')} in the environment`;
    if (production || api.required) sentences.push(`${sentence}.`);
    else log.warn({ source: api.name, missing }, `${sentence}; until then its fields fail with UPSTREAM_AUTH_FAILED.`);
  }
  if (sentences.length > 0) throw new OptionsError(sentences.join('\n'));
};
