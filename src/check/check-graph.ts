import type { Transport } from '../datasources/base/index.ts';
import type { CompleteOptions, GatewayOptions } from '../gateway/options.ts';
import { systemClock } from '../resilience/index.ts';
import { buildGraph, ContractError } from '../schema/index.ts';
import { type Finding, placed } from './finding.ts';

/** A graph that serves nobody: its SDL, and what is wrong with it. */
export interface CheckedGraph {
  /** The graph as clients see it; undefined where there can be none. */
  readonly sdl: string | undefined;
  readonly findings: readonly Finding[];
}

/** Nothing is sent. */
const nowhere: Transport = { send: () => Promise.reject(new Error('a check sends nothing')), close() {} };

/** @param whole the options, completed; undefined where they cannot be, which is told elsewhere */
export const checkGraph = (options: GatewayOptions, whole: CompleteOptions | undefined): CheckedGraph => {
  const { sources, environment = process.env, baseUrls = {} } = whole ?? options;
  try {
    const { sdl, upstreams } = buildGraph({
      sources,
      typeDefs: options.typeDefs,
      resolvers: options.resolvers,
      placeOf: options.placeOf,
      refusals: whole?.refusals,
      environment,
      baseUrls,
      transport: nowhere,
      clock: systemClock,
      random: Math.random,
      report: () => {},
    });
    for (const upstream of upstreams.values()) upstream.stop();
    return { sdl, findings: [] };
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return { sdl: undefined, findings: error.problems.map(findingOf) };
  }
};

const findingOf = ({ place, message, fix }: ContractError['problems'][number]): Finding => {
  const what = /^([A-Za-z_]\w*\.\w+)\b/.exec(message)?.[1];
  return {
    level: 'error',
    ...placed(place),
    ...(what === undefined ? {} : { place: what }),
    message,
    ...(fix === undefined ? {} : { fix }),
  };
};
