import type { Upstream } from '../datasources/base/index.ts';
import { type CompleteOptions, OptionsError } from './options.ts';

/**
 * A missing credential is a warning in development, unless it is required; in production nothing starts without it.
 * @throws OptionsError
 */
export const checkCredentials = (
  { sources, production, log }: CompleteOptions,
  upstreams: ReadonlyMap<string, Pick<Upstream, 'missing'>>,
): void => {
  const sentences: string[] = [];
  for (const { api } of sources) {
    const missing = upstreams.get(api.name)?.missing ?? [];
    if (missing.length === 0) continue;
    const sentence = `${api.name} needs ${missing.join(' and ')} in the environment`;
    if (production || api.required) sentences.push(`${sentence}.`);
    else log.warn({ source: api.name, missing }, `${sentence}; until then its fields fail with UPSTREAM_AUTH_FAILED.`);
  }
  if (sentences.length > 0) throw new OptionsError(sentences.join('\n'));
};
