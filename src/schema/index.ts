export { ContractError, type Problem } from './contract/problem.ts';
export { suggest } from './contract/suggest.ts';
export { boundedDefault } from './graph/bounded.ts';
export { buildGraph, type Graph, type GraphOptions, type Resolvers } from './graph/build-graph.ts';
export { type GraphContext, graphContext, type OpenContext } from './graph/context.ts';
export type { TypeDefs } from './graph/documents.ts';
export { wholeDocument } from './graph/whole-document.ts';
export { publicError, upstreamErrorIn } from './public-error.ts';
