import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Simulation } from '../../config/simulate.ts';
import { createGateway } from '../../gateway/create-gateway.ts';
import type { GatewayOptions } from '../../gateway/options.ts';

/** A graph as it was at one time, with its simulators. */
export interface Generation {
  readonly simulation: Simulation;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** Ends it once the requests that it has begun are answered. */
  readonly retire: () => void;
  /** Ends it now. Stopping twice is harmless. */
  readonly stop: () => Promise<void>;
}

/**
 * Makes a graph that is ready to be asked.
 * @param onEnd hears when it has ended
 * @throws ContractError, OptionsError, UserError: then nothing is left of it
 */
export const openGeneration = async (
  open: () => Promise<Simulation>,
  more: Partial<GatewayOptions>,
  onEnd: (generation: Generation) => void,
): Promise<Generation> => {
  const simulation = await open();
  try {
    const { log = more.log } = simulation.options;
    const gateway = createGateway({ ...simulation.options, ...more, ...(log ? { log } : {}) });
    await gateway.execute({ query: '{ __typename }' });
    return generationOf(simulation, gateway, onEnd);
  } catch (error) {
    await simulation.stop();
    throw error;
  }
};

const generationOf = (
  simulation: Simulation,
  gateway: ReturnType<typeof createGateway>,
  onEnd: (generation: Generation) => void,
): Generation => {
  const underWay = new Set<ServerResponse>();
  let retired = false;
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await gateway.stop();
    await simulation.stop();
    onEnd(generation);
  };
  const endIfIdle = (): void => {
    if (retired && underWay.size === 0) void generation.stop();
  };
  const generation: Generation = {
    simulation,
    handle(request, response) {
      underWay.add(response);
      response.once('close', () => {
        underWay.delete(response);
        endIfIdle();
      });
      gateway.handle(request, response);
    },
    retire() {
      retired = true;
      endIfIdle();
    },
    stop: () => (stopping ??= stop()),
  };
  return generation;
};
