import type { SourceClass } from '../../src/datasources/base/index.ts';
import { systemClock } from '../../src/resilience/index.ts';
import { buildGraph, ContractError, type GraphOptions } from '../../src/schema/index.ts';

/** Everything a graph needs that is not looked at before a call is made. */
export const unused = {
  environment: {},
  transport: { send: () => Promise.reject(new Error('nothing is sent')), close: () => {} },
  clock: systemClock,
  random: () => 0,
  report: () => {},
} satisfies Partial<GraphOptions>;

/** A problem on one line each for its place, its message and its fix. */
export type Told = readonly [place: string, message: string, fix?: string];

/** What is wrong with a graph; nothing, if it can be built. */
export const problemsOf = (
  typeDefs: GraphOptions['typeDefs'],
  sources: readonly SourceClass[],
  rest: Partial<GraphOptions> = {},
): readonly Told[] => {
  try {
    buildGraph({ ...unused, typeDefs, sources, ...rest });
    return [];
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return error.problems.map(({ place, message, fix }) =>
      fix === undefined ? [place, message] : [place, message, fix],
    );
  }
};
