import {
  type Environment,
  environmentWithFiles,
  given,
  isHeaderName,
  type PolicyName,
  type SourceClass,
  type Timeouts,
  type Transport,
  told,
  type Unasked,
} from '../datasources/base/index.ts';
import { type Clock, type Random, type Store, systemClock } from '../resilience/index.ts';
import type { Resolvers, TypeDefs } from '../schema/index.ts';
import { checkLimits } from './check-limits.ts';
import { checkWithout } from './check-without.ts';
import { completeDrift, type DriftOptions } from './drift-options.ts';
import { type Drills, isLoopback, readDrills } from './drills.ts';
import { effectiveSources } from './effective-sources.ts';
import { defaultLog, type Log } from './log.ts';
import { illFormedOptions } from './option-forms.ts';
import { check, OptionsError } from './options-error.ts';
import { overridden } from './overridden.ts';
import { readOverrides } from './overrides.ts';
import { transportOf } from './transport-of.ts';

export { OptionsError } from './options-error.ts';

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
  /** Production: no introspection, no landing page, no start without credentials; `breakwater start` uses no simulators. @default NODE_ENV is "production" */
  readonly production?: boolean;
  /** How long an operation may take if its caller does not say, in milliseconds; at least 200. @default 15000 */
  readonly deadlineMs?: number;
  /** The most that a caller may ask for with the header `breakwater-timeout-ms`, in milliseconds. @default 60000 */
  readonly maxDeadlineMs?: number;
  /** The largest request body, in bytes. @default 1048576 (1 MiB) */
  readonly maxRequestBytes?: number;
  /** Where sources really are, by name, instead of their `api.baseUrl`. @default none */
  readonly baseUrls?: Readonly<Record<string, string>>;
  /** How long calls of sources may take, by their names, instead of their `api.timeouts`. @default none */
  readonly timeouts?: Readonly<Record<string, Partial<Timeouts>>>;
  /** Sources that are switched off, by name: nothing is sent to them, and their fields fail with UPSTREAM_DISABLED. @default none */
  readonly disabled?: readonly string[];
  /** Files with certificate authorities to trust beside those of Node, in PEM. @default none */
  readonly ca?: readonly string[];
  /** Headers of the gateway's callers that sources may pass on, with `auth: passThrough(...)`: `['authorization']`. @default none */
  readonly forward?: readonly string[];
  /** Where credentials, proxies and `BREAKWATER_` variables are read from; `NAME_FILE` points to a file with the value of `NAME`. @default process.env */
  readonly environment?: Environment;
  /** Gets one event for each operation and each call of a source. @default pino on standard error: info in production, warn in development */
  readonly log?: Log;
  /** A query for the landing page to begin with. @default none */
  readonly example?: string;
  /** Where the answers of a source are kept, by its name. @default in the memory of this process, bounded by `api.cache` */
  readonly store?: (source: string) => Store<unknown>;
  /** Policies to leave out, for tests that show what each is there for. @default none */
  readonly without?: readonly PolicyName[];
  /** Failures that are rehearsed, as in `ecb=slow,usgs=C1`: see docs/failures.md. In development, on loopback only. @default none */
  readonly drill?: string;
  /** How often answers are compared with the contract after they were given, to log what has vanished, changed or appeared; `false`: never. See docs/check.md. @default see [drift](#drift) */
  readonly drift?: DriftOptions | false;
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

export type CompleteOptions = Required<Omit<GatewayOptions, Optional | 'drift'>> &
  Pick<GatewayOptions, Optional> & {
    readonly drift: Required<DriftOptions> | false;
    /** `drill`, read. */
    readonly drills: Drills;
    /** Sources that are not asked at all, and why. */
    readonly refusals: ReadonlyMap<string, Unasked>;
    /** What is worth a warning, in sentences. */
    readonly warnings: readonly string[];
  };

const isTypeDefs = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.every(isTypeDefs);
  return (
    typeof value === 'string' ||
    (typeof value === 'object' && value !== null && ('body' in value || 'definitions' in value))
  );
};

/** Where it listens, unless somebody says otherwise. */
const LOCAL = '127.0.0.1';

const drillsIn = ({ drill = '', sources, host = LOCAL }: GatewayOptions, production: boolean): Drills => {
  check(drill === '' || !production, 'drill is for development: this gateway is in production.');
  check(
    drill === '' || isLoopback(host),
    `drill is for this machine alone: this gateway binds ${told(host)}, which others may reach.`,
  );
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
  const environment = environmentWithFiles(options.environment ?? process.env);
  const overrides = readOverrides(options.sources, environment);
  const wanted = overridden(options, overrides);
  const { sources, refusals, problems } = effectiveSources(options.sources, { ...wanted, environment });
  check(problems.length === 0, problems.join('\n'));
  const whole: CompleteOptions = {
    port: 4000,
    host: LOCAL,
    deadlineMs: 15_000,
    maxDeadlineMs: 60_000,
    maxRequestBytes: 2 ** 20,
    ca: [],
    forward: [],
    random: Math.random,
    clock: systemClock,
    ...options,
    ...wanted,
    sources,
    environment,
    refusals,
    warnings: overrides.unknown,
    production,
    log: options.log ?? defaultLog(production),
    transport: transportOf(options, production, environment),
    drills: drillsIn(options, production),
    drift: completeDrift(options.drift, production),
  };
  check(
    Number.isInteger(whole.port) && whole.port >= 0 && whole.port <= 65_535,
    `port must be a whole number from 0 to 65535, not ${told(whole.port)}.`,
  );
  check(typeof whole.host === 'string' && whole.host !== '', 'host must be an address, like 127.0.0.1.');
  checkLimits(whole);
  checkWithout(whole.without);
  check(
    Array.isArray(whole.forward) && whole.forward.every((name) => typeof name === 'string' && isHeaderName(name)),
    "forward must be a list of names of headers, like ['authorization'].",
  );
  check(isTypeDefs(whole.typeDefs), 'typeDefs must be SDL: text, a Source, a parsed document, or a list of them.');
  return whole;
};
