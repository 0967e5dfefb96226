import {
  type Environment,
  given,
  gotTransport,
  type PolicyName,
  type SourceClass,
  type Transport,
  told,
} from '../datasources/base/index.ts';
import { drillTransport } from '../faults/drill-transport.ts';
import { type Clock, type Random, type Store, systemClock } from '../resilience/index.ts';
import type { Resolvers, TypeDefs } from '../schema/index.ts';
import { type Drills, readDrills } from './drills.ts';
import { defaultLog, type Log } from './log.ts';
import { illFormedOptions } from './option-forms.ts';

/** What a gateway is made of. Only `sources` and `typeDefs` are needed. */
export interface GatewayOptions {
  /** The classes of the APIs. */
  readonly sources: readonly SourceClass[];
  /** SDL with `@wire` and `@load`: text, graphql's `Source` (text with a file name, for better messages), or parsed; one or many. */
  readonly typeDefs: TypeDefs;
  /** Resolvers for the rare field that needs code. @default none */
  readonly resolvers?: Resolvers;
  /** Where it listens; 0 takes any free port. @default 4000 */
  readonly port?: number;
  /** The address to bind. @default '127.0.0.1' */
  readonly host?: string;
  /** Production: no introspection, no landing page, no start without credentials. @default NODE_ENV is "production" */
  readonly production?: boolean;
  /** How long an operation may take if its caller does not say, in milliseconds. @default 15000 */
  readonly deadlineMs?: number;
  /** The most that a caller may ask for with the header `breakwater-timeout-ms`, in milliseconds. @default 60000 */
  readonly maxDeadlineMs?: number;
  /** The largest request body, in bytes. @default 1048576 (1 MiB) */
  readonly maxRequestBytes?: number;
  /** Where sources really are, by name, instead of their `api.baseUrl`. @default none */
  readonly baseUrls?: Readonly<Record<string, string>>;
  /** Where credentials are read from. @default process.env */
  readonly environment?: Environment;
  /** Gets one event for each operation and each call of a source. @default pino on standard error: info in production, warn in development */
  readonly log?: Log;
  /** A query for the landing page to begin with. @default none */
  readonly example?: string;
  /** Where the answers of a source are kept, by its name. @default in the memory of this process, bounded by `api.cache` */
  readonly store?: (source: string) => Store<unknown>;
  /** Policies to leave out, for tests that show what each is there for. @default none */
  readonly without?: readonly PolicyName[];
  /** Failures that are rehearsed, as in `ecb=slow,usgs=C1`: see docs/failures.md. In development only. @default none */
  readonly drill?: string;
  /** How requests are sent. @default got */
  readonly transport?: Transport;
  /** Time, for tests. @default the system's */
  readonly clock?: Clock;
  /** Chance, for tests. @default Math.random */
  readonly random?: Random;
  /** The file of a source, for messages. @default its name */
  readonly placeOf?: (source: string) => string | undefined;
}

type Optional = 'resolvers' | 'example' | 'placeOf' | 'store' | 'without' | 'drill';

export type CompleteOptions = Required<Omit<GatewayOptions, Optional>> &
  Pick<GatewayOptions, Optional> & {
    /** `drill`, read. */
    readonly drills: Drills;
  };

/** Options that cannot work: one sentence each. */
export class OptionsError extends Error {
  override readonly name = 'OptionsError';
}

const check = (holds: boolean, sentence: string): void => {
  if (!holds) throw new OptionsError(sentence);
};

const isTypeDefs = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.every(isTypeDefs);
  return (
    typeof value === 'string' ||
    (typeof value === 'object' && value !== null && ('body' in value || 'definitions' in value))
  );
};

/** Failures can be rehearsed in development alone: in production there is no way to them. A transport that the caller brought is the caller's to close. */
const transportOf = ({ transport }: GatewayOptions, production: boolean): Transport => {
  const real: Transport = transport ? { send: (...sent) => transport.send(...sent), close() {} } : gotTransport();
  return production ? real : drillTransport(real);
};

const drillsIn = ({ drill = '', sources }: GatewayOptions, production: boolean): Drills => {
  check(drill === '' || !production, 'drill is for development: this gateway is in production.');
  const apis = Array.isArray(sources) ? sources.flatMap((source) => source?.api ?? []) : [];
  const drills = readDrills(drill, apis, 'process');
  if (typeof drills === 'string') throw new OptionsError(`drill: ${drills}`);
  return drills;
};

/** Fills in the defaults. @throws OptionsError */
export const complete = (said: GatewayOptions): CompleteOptions => {
  const options = given(said);
  const sentences = illFormedOptions(options);
  check(sentences.length === 0, sentences.join('\n'));
  check(
    Array.isArray(options.sources) && options.sources.every((source) => typeof source === 'function'),
    'sources must be a list of classes that extend DataSource.',
  );
  const production = options.production ?? process.env['NODE_ENV'] === 'production';
  const whole: CompleteOptions = {
    port: 4000,
    host: '127.0.0.1',
    deadlineMs: 15_000,
    maxDeadlineMs: 60_000,
    maxRequestBytes: 2 ** 20,
    baseUrls: {},
    environment: process.env,
    random: Math.random,
    clock: systemClock,
    ...options,
    production,
    log: options.log ?? defaultLog(production),
    transport: transportOf(options, production),
    drills: drillsIn(options, production),
  };
  check(
    Number.isInteger(whole.port) && whole.port >= 0 && whole.port <= 65_535,
    `port must be a whole number from 0 to 65535, not ${told(whole.port)}.`,
  );
  check(typeof whole.host === 'string' && whole.host !== '', 'host must be an address, like 127.0.0.1.');
  for (const name of ['deadlineMs', 'maxDeadlineMs', 'maxRequestBytes'] as const) {
    check(
      Number.isFinite(whole[name]) && whole[name] > 0,
      `${name} must be a positive number, not ${told(whole[name])}.`,
    );
  }
  check(
    whole.deadlineMs <= whole.maxDeadlineMs,
    `deadlineMs (${whole.deadlineMs}) must not exceed maxDeadlineMs (${whole.maxDeadlineMs}).`,
  );
  check(isTypeDefs(whole.typeDefs), 'typeDefs must be SDL: text, a Source, a parsed document, or a list of them.');
  return whole;
};
