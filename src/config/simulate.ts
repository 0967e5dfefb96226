import { createServer } from 'node:net';
import type { Environment } from '../datasources/base/index.ts';
import type { GatewayOptions } from '../gateway/options.ts';
import { overrideNames, readOverrides } from '../gateway/overrides.ts';
import { suggest } from '../schema/index.ts';
import { hostSimulator } from '../simulators/host.ts';
import type { Project } from './load-config.ts';
import { withSimulatedUsers } from './simulated-auth.ts';
import { UserError } from './user-error.ts';

/** Whom the sources really talk to. */
export interface Simulation {
  /** The options, with sources pointed to their simulators. */
  readonly options: GatewayOptions;
  /** By source: whom it talks to. */
  readonly served: ReadonlyMap<string, 'simulated' | 'mocked' | 'stopped' | 'live'>;
  /** Requests the simulators got, the last 10,000 of each, by source: `GET /v2/country/JP?format=json`. */
  readonly wire: ReadonlyMap<string, readonly string[]>;
  stop(): Promise<void>;
}

export interface SimulateOptions {
  /** Talk to the real APIs. */
  readonly live: boolean;
  /** Sources whose simulators are not started. */
  readonly without: readonly string[];
  /** Simulators that are made up from the contract: they run in any case. @default none */
  readonly mocked?: readonly string[];
}

/** Hosts the project's simulators and points the sources to them. @throws UserError */
export const simulate = async (
  { options, simulators }: Project,
  { live, without, mocked = [] }: SimulateOptions,
): Promise<Simulation> => {
  const names = options.sources.map(({ api }) => api.name);
  for (const { name } of simulators) {
    // It would silently leave its source to the real API.
    if (!names.includes(name))
      throw new UserError(`The simulator "${name}" stands in for no source. ${suggest(name, names)}`);
  }
  const known = simulators;
  if (live && without.length > 0)
    throw new UserError('--without stops simulators, and --live, like production, uses none: leave out one of them.');
  for (const name of without) {
    if (mocked.includes(name))
      throw new UserError(`--without ${name} stops what --mock ${name} starts: leave out one of them.`);
    if (!known.some((simulator) => simulator.name === name))
      throw new UserError(
        `--without ${name}: there is no simulator of that name. ${suggest(
          name,
          known.map((simulator) => simulator.name),
        )}`,
      );
  }
  // Whoever says by the environment where an API is does not mean its simulator; whoever stops it by a flag means that.
  const elsewhere = readOverrides(options.sources, options.environment ?? process.env).baseUrls;
  const isStarted = (name: string) => !live && !without.includes(name) && !Object.hasOwn(elsewhere, name);
  const started = known.filter(({ name }) => mocked.includes(name) || isStarted(name));
  const hosts = await Promise.all(
    started.map(async (simulator) => ({ name: simulator.name, host: await hostSimulator(simulator) })),
  );
  const closed = await Promise.all(
    without.map(async (name) => [name, `http://127.0.0.1:${await closedPort()}/`] as const),
  );
  const baseUrls = {
    ...options.baseUrls,
    ...Object.fromEntries([...hosts.map(({ name, host }) => [name, host.baseUrl] as const), ...closed]),
  };
  const roleOf = (name: string) => {
    if (mocked.includes(name)) return 'mocked';
    if (hosts.some((host) => host.name === name)) return 'simulated';
    return without.includes(name) ? 'stopped' : 'live';
  };
  return {
    options: {
      ...options,
      sources: options.sources.map((Source) =>
        roleOf(Source.api.name) === 'simulated' ? withSimulatedUsers(Source) : Source,
      ),
      baseUrls,
      environment: withPlaceholders(
        options,
        started.map(({ name }) => name),
        [...without, ...mocked].map((name) => overrideNames(name).baseUrl),
      ),
    },
    served: new Map(names.map((name) => [name, roleOf(name)])),
    wire: new Map(hosts.map(({ name, host }) => [name, host.wire])),
    stop: async () => void (await Promise.all(hosts.map(({ host }) => host.stop()))),
  };
};

/** A simulator asks for no credential: where none is set, a word stands in for it, so that nothing is missing offline. */
const withPlaceholders = (
  { sources, environment = process.env }: GatewayOptions,
  simulated: readonly string[],
  leftOut: readonly string[],
): Environment => {
  const variables = sources
    .filter(({ api }) => simulated.includes(api.name))
    .flatMap(({ api }) => api.auth?.variables ?? [])
    .filter((variable) => !environment[`${variable}_FILE`]);
  const placeholders = Object.fromEntries(variables.map((variable) => [variable, 'simulated']));
  const kept = Object.entries(environment).filter(([name]) => !leftOut.includes(name));
  return { ...placeholders, ...Object.fromEntries(kept) };
};

/** A port on which nobody listens: where a stopped API would be. */
const closedPort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
