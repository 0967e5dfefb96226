import { resolve } from 'node:path';
import { loadConfig } from '../../src/config/load-config.ts';
import { type Simulation, simulate } from '../../src/config/simulate.ts';
import { createGateway, type Gateway } from '../../src/gateway/create-gateway.ts';
import { silentLog } from '../../src/gateway/log.ts';

/** The atlas on its simulators, as `breakwater start` runs it. */
export interface Atlas extends Simulation {
  readonly gateway: Gateway;
}

export const openAtlas = async (without: readonly string[] = []): Promise<Atlas> => {
  const simulation = await simulate(await loadConfig(resolve('breakwater.config.ts')), { live: false, without });
  const gateway = createGateway({ ...simulation.options, log: silentLog });
  return {
    ...simulation,
    gateway,
    async stop() {
      await gateway.stop();
      await simulation.stop();
    },
  };
};
