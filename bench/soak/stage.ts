import http from 'node:http';
import { loadConfig } from '../../src/config/load-config.ts';
import { memoryStore } from '../../src/datasources/base/cache/memory-store.ts';
import { createGateway, type Gateway } from '../../src/gateway/create-gateway.ts';
import { type Store, systemClock } from '../../src/resilience/index.ts';
import { askDirectly, askOverHttp, type Ways } from './ask.ts';
import { type Identity, identities, tokenOf, VARIABLE } from './identities.ts';
import type { Ledger } from './ledger.ts';
import type { LoopDelay } from './loop-delay.ts';
import { mischief } from './mischief.ts';
import { type PretendApi, pretendApi } from './pretend-api.ts';
import { DEADLINE_MS, scaled } from './sources.ts';
import { watchedLog } from './watched-log.ts';

/** Two gateways over the whole atlas, one for each caller, before the same five APIs and with one cache between them. */
export interface Stage {
  readonly apis: readonly PretendApi[];
  readonly asks: (identity: Identity) => Ways;
  /** Stops the gateways. */
  readonly stop: () => Promise<void>;
  /** Closes what the soak itself has opened. */
  readonly close: () => Promise<void>;
}

export interface StageOptions {
  readonly config: string;
  readonly seeded: (name: string) => () => number;
  readonly ledger: Ledger;
  readonly delay: LoopDelay;
}

export const setStage = async ({ config, seeded, ledger, delay }: StageOptions): Promise<Stage> => {
  const { options, simulators } = await loadConfig(config);
  const sources = options.sources.map(scaled);
  const apis = await Promise.all(
    sources.map((Source) => {
      const { name } = Source.api;
      const simulator = simulators.find((each) => each.name === name);
      if (!simulator) throw new TypeError(`there is no simulator for ${name}`);
      return pretendApi(Source, simulator, mischief(seeded(name)), ledger);
    }),
  );
  const stores = new Map(sources.map(({ api }) => [api.name, memoryStore<unknown>(BYTES, systemClock)]));
  const gatewayOf = (identity: Identity): Gateway =>
    createGateway({
      ...options,
      sources,
      baseUrls: Object.fromEntries(apis.map(({ name, baseUrl }) => [name, baseUrl])),
      environment: { [VARIABLE]: tokenOf(identity) },
      production: true,
      deadlineMs: DEADLINE_MS,
      port: 0,
      log: watchedLog(ledger, delay),
      random: seeded(identity),
      store: (source) => stores.get(source) as Store<unknown>,
    });
  const agent = new http.Agent({ keepAlive: true });
  const gateways = new Map(
    await Promise.all(
      identities.map(async (identity) => {
        const gateway = gatewayOf(identity);
        const { url } = await gateway.start();
        return [
          identity,
          { gateway, ways: { directly: askDirectly(gateway), overHttp: askOverHttp(url, agent) } },
        ] as const;
      }),
    ),
  );
  return {
    apis,
    asks: (identity) => (gateways.get(identity) as NonNullable<ReturnType<typeof gateways.get>>).ways,
    stop: async () => void (await Promise.all([...gateways.values()].map(({ gateway }) => gateway.stop()))),
    async close() {
      agent.destroy();
      await Promise.all(apis.map((api) => api.close()));
    },
  };
};

const BYTES = { maxBytes: 16 * 2 ** 20, maxEntryBytes: 2 ** 20 };
