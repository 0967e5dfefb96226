import { type Environment, gotTransport, proxiesFrom, type Transport } from '../datasources/base/index.ts';
import { drillTransport } from '../faults/drill-transport.ts';
import type { GatewayOptions } from './options.ts';
import { OptionsError } from './options-error.ts';
import { readAuthorities } from './read-authorities.ts';

/** Failures can be rehearsed in development alone: in production there is no way to them. A transport that the caller brought is the caller's to close. */
export const transportOf = (
  { transport, ca = [] }: GatewayOptions,
  production: boolean,
  environment: Environment,
): Transport => {
  const real: Transport = transport
    ? { send: (...sent) => transport.send(...sent), close() {} }
    : gotTransport({ proxyOf: sentenceOf(() => proxiesFrom(environment)), ...authoritiesIn(ca) });
  return production ? real : drillTransport(real);
};

/** What throws a sentence, told with all else that is wrong with options. */
const sentenceOf = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw new OptionsError(error instanceof Error ? error.message : String(error));
  }
};

const authoritiesIn = (paths: readonly string[]): { readonly ca?: readonly string[] } => {
  const ca = readAuthorities(paths);
  if (typeof ca === 'string') throw new OptionsError(ca);
  return ca.length === 0 ? {} : { ca };
};
