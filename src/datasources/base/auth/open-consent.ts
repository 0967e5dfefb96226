import { systemClock } from '../../../resilience/index.ts';
import { outgoing } from '../outgoing.ts';
import type { SourceClass } from '../source/data-source.ts';
import { withDefaults } from '../source/defaults.ts';
import type { Transport } from '../transport/transport.ts';
import type { Environment } from './auth.ts';
import type { Consent } from './consent.ts';
import { openTools } from './open-tools.ts';

/** What asking for consent needs. */
export interface ConsentOptions {
  /** Instead of `api.baseUrl`. */
  readonly baseUrl?: string | undefined;
  readonly environment: Environment;
  readonly transport: Transport;
}

/** Opens what asks a source's end users for consent; the names of variables that it needs and that are not set; undefined if it asks nobody. */
export const openConsent = (
  { api: said }: SourceClass,
  { baseUrl, environment, transport }: ConsentOptions,
): Consent | readonly string[] | undefined => {
  const { auth } = said;
  if (!auth || !('open' in auth) || !auth.consent) return undefined;
  const values = auth.variables.map((variable) => environment[variable]?.trim() ?? '');
  if (values.includes('')) return auth.variables.filter((_, i) => values[i] === '');
  const { api, base } = withDefaults(said, baseUrl);
  return auth.consent(values, openTools(api, base, outgoing(said, environment, transport), systemClock));
};
