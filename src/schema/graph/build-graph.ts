import { type GraphQLSchema, printSchema } from 'graphql';
import type { SourceClass, Upstream } from '../../datasources/base/index.ts';
import { withConnections } from '../connections/with-connections.ts';
import { readModel } from '../contract/model.ts';
import { ContractError, type Problem, placeOfSource, type Report } from '../contract/problem.ts';
import type { Blueprint } from './blueprint.ts';
import { checkContract } from './check-contract.ts';
import { type ConnectOptions, connectAll } from './connect-all.ts';
import { checkResolvers, type Resolvers, resolvedFields } from './custom-resolvers.ts';
import { checkSdl, parseTypeDefs, type TypeDefs } from './documents.ts';
import { generatedResolvers } from './generated-resolvers.ts';
import { checkSchema, makeSchema } from './make-schema.ts';
import { planLoads } from './plan-loads.ts';
import { readSources, type Sources } from './read-sources.ts';

export type { Resolvers } from './custom-resolvers.ts';

export interface GraphOptions extends ConnectOptions {
  readonly sources: readonly SourceClass[];
  readonly typeDefs: TypeDefs;
  readonly resolvers?: Resolvers | undefined;
  /** By source name: where it really is. */
  readonly baseUrls?: Readonly<Record<string, string>>;
  /** Where each source stands, for problems; its name where that is not known. */
  readonly placeOf?: ((source: string) => string | undefined) | undefined;
}

/** An executable graph: what clients see, and the sources behind it. */
export interface Graph {
  readonly schema: GraphQLSchema;
  readonly upstreams: ReadonlyMap<string, Upstream>;
  /** The schema as clients see it, as SDL. */
  readonly sdl: string;
  /** What can be said of it at rest. */
  readonly blueprint: Blueprint;
}

/**
 * Builds a graph from SDL and sources; everything that can be known at start is checked here. What later steps find is told together with
 * what earlier ones did, as long as they can work at all: on SDL that parses, and with sources that say where they are.
 * @throws ContractError with all problems at once
 */
export const buildGraph = (options: GraphOptions): Graph => {
  const { baseUrls = {}, resolvers = {}, placeOf } = options;
  const problems: Problem[] = [];
  const report: Report = (problem) => void problems.push(problem);
  const stopOnProblems = () => {
    if (problems.length > 0) throw new ContractError(unique(problems).map((problem) => placed(problem, placeOf)));
  };
  const document = withConnections(parseTypeDefs(options.typeDefs, report), options.sources);
  stopOnProblems();
  checkSdl(document, report);
  const soundSdl = problems.length === 0;
  const { sources, unmade } = readSources(options.sources, baseUrls, report);
  const resolved = resolvedFields(resolvers);
  const model = readModel(document, resolved, report);
  checkResolvers(resolved, model, document, report);
  checkContract(model, sources, report);
  const plans = planLoads(model, sources, unmade, report);
  if (soundSdl) checkSchema(document, report);
  const upstreams = connectAll(
    options,
    baseUrls,
    soundSdl ? sound(sources, problems) : new Map(),
    model,
    plans,
    reportNews(problems),
  );
  stopOnProblems();
  const schema = makeSchema(document, generatedResolvers(model, plans, upstreams), resolvers, report);
  stopOnProblems();
  if (!schema) throw new TypeError('no schema, and no problem');
  return { schema, upstreams, sdl: printSchema(schema), blueprint: { model, sources, plans, schema, baseUrls } };
};

/** A source that something is wrong with is not compiled: it would say the same once more. */
const sound = (sources: Sources, problems: readonly Problem[]): Sources =>
  new Map([...sources].filter(([name]) => !problems.some(({ place }) => place === placeOfSource(name))));

/** The compiler need not say again what is wrong with a field. */
const reportNews = (problems: Problem[]): Report => {
  const told = new Set(problems.map(({ place }) => place));
  return (problem) => void (told.has(problem.place) || problems.push(problem));
};

const unique = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((problem) => [`${problem.place} ${problem.message}`, problem])).values(),
];

const placed = (problem: Problem, placeOf: GraphOptions['placeOf']): Problem => {
  const source = /^source (.+)$/.exec(problem.place)?.[1];
  return { ...problem, place: (source && placeOf?.(source)) || problem.place };
};
