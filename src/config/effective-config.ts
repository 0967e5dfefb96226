import { complete, type GatewayOptions } from '../gateway/options.ts';
import type { Project } from './load-config.ts';
import { shownProxy } from './masked.ts';
import type { Setting } from './setting.ts';
import { type SourceSettings, sourceSettings } from './source-settings.ts';

/** Everything that is in force, and who said so. */
export interface EffectiveConfig {
  readonly gateway: readonly Setting[];
  readonly sources: readonly SourceSettings[];
  /** Variables that mean nothing, in sentences. */
  readonly warnings: readonly string[];
}

/** What a gateway would be made with, without making one. @param flags what the command line says instead @throws OptionsError */
export const effectiveConfig = ({ options }: Project, flags: Partial<GatewayOptions>): EffectiveConfig => {
  const whole = complete({ ...options, ...flags });
  whole.transport.close();
  const { environment } = whole;
  const setting = (name: 'port' | 'host' | 'deadlineMs' | 'maxDeadlineMs' | 'maxRequestBytes' | 'ca' | 'forward') => ({
    name,
    value: whole[name],
    ...originOf(name, options, flags),
  });
  const variable = (name: string): readonly Setting[] =>
    environment[name]?.trim()
      ? [{ name, value: shown(name, environment[name]), origin: 'environment' as const, by: [name] }]
      : [];
  return {
    gateway: [
      setting('port'),
      setting('host'),
      { name: 'production', value: whole.production, ...originOfProduction(options, flags) },
      setting('deadlineMs'),
      setting('maxDeadlineMs'),
      setting('maxRequestBytes'),
      setting('ca'),
      setting('forward'),
      ...NETWORK.flatMap(variable),
    ],
    sources: sourceSettings(options, whole),
    warnings: whole.warnings,
  };
};

/** Variables that every source goes out by. */
const NETWORK = [
  'https_proxy',
  'HTTPS_PROXY',
  'http_proxy',
  'HTTP_PROXY',
  'no_proxy',
  'NO_PROXY',
  'NODE_EXTRA_CA_CERTS',
];

const shown = (name: string, value: string | undefined): string | null | undefined =>
  /^https?_proxy$/i.test(name) ? shownProxy(value) : value;

type From = Pick<Setting, 'origin' | 'by'>;

const originOf = (name: keyof GatewayOptions, options: GatewayOptions, flags: Partial<GatewayOptions>): From => {
  if (flags[name] !== undefined) return { origin: 'flag', by: [`--${name}`] };
  return { origin: options[name] === undefined ? 'default' : 'config' };
};

const originOfProduction = (options: GatewayOptions, flags: Partial<GatewayOptions>): From => {
  const from = originOf('production', options, flags);
  return from.origin === 'default' && process.env['NODE_ENV'] === 'production'
    ? { origin: 'environment', by: ['NODE_ENV'] }
    : from;
};
