import { makeExecutableSchema } from '@graphql-tools/schema';
import { type DocumentNode, type GraphQLSchema, Kind, printSchema } from 'graphql';
import {
  apiProblems,
  connect,
  type Operation,
  operationsOf,
  PathSyntaxError,
  type SourceClass,
  type Upstream,
} from '../../datasources/base/index.ts';
import { checkField, checkLoad, checkOperation } from '../contract/checks.ts';
import { type Model, type Resolved, readModel, shapesOf } from '../contract/model.ts';
import { findOperation, type Loading, type LoadPlan, planLoad } from '../contract/plan-load.ts';
import { ContractError, type Problem, placeOfNode } from '../contract/problem.ts';
import type { GraphContext } from './context.ts';
import { publicDocument, readTypeDefs, type TypeDefs } from './documents.ts';
import { compileLoad, detailResolver, loadResolver, type Resolver } from './load-resolver.ts';
import { contractScalars } from './scalars.ts';

/** Resolvers by type and field; whatever `@graphql-tools/schema` takes. */
export type Resolvers = Readonly<Record<string, unknown>>;

type ConnectOptions = Omit<Parameters<typeof connect>[0], 'Source' | 'shapes' | 'isLoader' | 'problem' | 'baseUrl'>;

export interface GraphOptions extends ConnectOptions {
  readonly sources: readonly SourceClass[];
  readonly typeDefs: TypeDefs;
  readonly resolvers?: Resolvers | undefined;
  /** By source name: where it really is. */
  readonly baseUrls?: Readonly<Record<string, string>>;
  /** Where each source stands, for problems; its name where that is not known. */
  readonly placeOf?: (source: string) => string | undefined;
}

/** An executable graph: what clients see, and the sources behind it. */
export interface Graph {
  readonly schema: GraphQLSchema;
  readonly upstreams: ReadonlyMap<string, Upstream>;
  /** The schema as clients see it, as SDL. */
  readonly sdl: string;
}

/**
 * Builds a graph from SDL and sources; everything that can be known at start is checked here.
 * @throws ContractError with all problems at once
 */
export const buildGraph = (options: GraphOptions): Graph => {
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  const stopOnProblems = () => {
    if (problems.length > 0) throw new ContractError(unique(problems).map((problem) => placed(problem, options)));
  };
  const document = readTypeDefs(options.typeDefs, report);
  stopOnProblems();
  const model = readModel(document, resolvedFields(options.resolvers), report);
  const operations = checkSources(options, model, report);
  for (const object of model.objects.values())
    for (const field of object.fields.values()) checkField(field, model, report);
  const plans = planLoads(model, operations, report);
  stopOnProblems();
  const upstreams = connectAll(options, model, plans, report);
  stopOnProblems();
  const schema = makeSchema(document, generatedResolvers(model, plans, upstreams), options.resolvers, report);
  stopOnProblems();
  if (!schema) throw new TypeError('no schema, and no problem');
  return { schema, upstreams, sdl: printSchema(schema) };
};

const unique = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((problem) => [`${problem.place} ${problem.message}`, problem])).values(),
];

const placed = (problem: Problem, { placeOf }: GraphOptions): Problem => {
  const source = /^source (\w+)$/.exec(problem.place)?.[1];
  return { ...problem, place: (source && placeOf?.(source)) || problem.place };
};

const resolvedFields = (resolvers: Resolvers = {}): Resolved =>
  new Map(
    Object.entries(resolvers).map(([type, fields]) => [
      type,
      new Set(typeof fields === 'object' && fields !== null ? Object.keys(fields) : []),
    ]),
  );

/** Reads the operations of all sources, and checks what each says of itself. */
const checkSources = (
  { sources, baseUrls = {} }: GraphOptions,
  model: Model,
  report: (problem: Problem) => void,
): Map<string, ReadonlyMap<string, Operation>> => {
  const all = new Map<string, ReadonlyMap<string, Operation>>();
  for (const Source of sources) {
    const { api } = Source;
    if (!api?.name) {
      report({
        place: `class ${Source.name}`,
        message: `${Source.name} does not say what its API is.`,
        fix: "Add: static readonly api = { name: '...', baseUrl: '...' } satisfies Api.",
      });
      continue;
    }
    const place = `source ${api.name}`;
    for (const message of apiProblems(api, baseUrls[api.name])) report({ place, message: `${api.name}: ${message}` });
    if (all.has(api.name))
      report({
        place,
        message: `Two sources are named "${api.name}".`,
        fix: 'Names stand in @load and in errors: give one of them another.',
      });
    const operations = operationsOf(Source);
    for (const [name, operation] of operations) checkOperation(api.name, name, operation, model, report);
    all.set(api.name, operations);
  }
  return all;
};

/** Plans by what they load: `Country.capital`, or `Country` for a type's own loader. */
type Plans = ReadonlyMap<string, LoadPlan>;

const planLoads = (
  model: Model,
  operations: ReadonlyMap<string, ReadonlyMap<string, Operation>>,
  report: (problem: Problem) => void,
): Plans => {
  const plans = new Map<string, LoadPlan>();
  for (const loading of loadingsOf(model)) {
    const operation = findOperation(loading, operations, report);
    const plan = operation && planLoad(loading, operation, model, report);
    if (!operation || !plan) continue;
    checkLoad(loading, operation, plan, report);
    plans.set(loading.what, plan);
  }
  return plans;
};

const loadingsOf = (model: Model): readonly Loading[] =>
  [...model.objects.values()].flatMap((object): Loading[] => [
    ...(object.load
      ? [
          {
            load: object.load,
            owner: object.name,
            arguments: new Map(),
            type: { name: object.name, nonNull: false },
            what: object.name,
          },
        ]
      : []),
    ...[...object.fields.values()].flatMap((field) =>
      field.load
        ? [
            {
              load: field.load,
              owner: field.owner,
              arguments: field.arguments,
              type: field.type,
              what: `${field.owner}.${field.name}`,
            },
          ]
        : [],
    ),
  ]);

const connectAll = (
  options: GraphOptions,
  model: Model,
  plans: Plans,
  report: (problem: Problem) => void,
): ReadonlyMap<string, Upstream> => {
  const shapes = shapesOf(model);
  const loaders = new Set(
    [...model.objects.keys()]
      .flatMap((type) => plans.get(type) ?? [])
      .map(({ source, operation }) => `${source}.${operation}`),
  );
  const upstreams = new Map<string, Upstream>();
  for (const Source of options.sources) {
    const { name } = Source.api;
    try {
      const upstream = connect({
        ...options,
        Source,
        shapes,
        baseUrl: options.baseUrls?.[name],
        isLoader: (operation) => loaders.has(`${name}.${operation}`),
        problem: (what, message) =>
          report({ place: placeOfField(what, model) ?? `source ${name}`, message: `${what}: ${message}.` }),
      });
      upstreams.set(name, upstream);
    } catch (error) {
      if (!(error instanceof PathSyntaxError)) throw error;
      report({
        place: `source ${name}`,
        message: `${name} has a path that cannot be read: ${error.message} (column ${error.column + 1}).`,
      });
    }
  }
  return upstreams;
};

const placeOfField = (what: string, { objects }: Model): string | undefined => {
  const [type = '', field = ''] = what.split('.');
  const node = objects.get(type)?.fields.get(field)?.node;
  return node && placeOfNode(node);
};

const generatedResolvers = (model: Model, plans: Plans, upstreams: ReadonlyMap<string, Upstream>): Resolvers => {
  const load = (what: string) => {
    const plan = plans.get(what);
    const upstream = plan && upstreams.get(plan.source);
    return plan && upstream ? compileLoad(plan, upstream) : undefined;
  };
  const types = [...model.objects.values()].map((object) => {
    const own = load(object.name);
    const fields = [...object.fields.values()].flatMap((field): [string, Resolver][] => {
      const its = load(`${object.name}.${field.name}`);
      if (its) return [[field.name, loadResolver(its)]];
      return own && field.wire.detail ? [[field.name, detailResolver(field.name, own)]] : [];
    });
    return [object.name, Object.fromEntries(fields)] as const;
  });
  return Object.fromEntries(types.filter(([, fields]) => Object.keys(fields).length > 0));
};

const makeSchema = (
  document: DocumentNode,
  generated: Resolvers,
  custom: Resolvers | undefined,
  report: (problem: Problem) => void,
): GraphQLSchema | undefined => {
  const typeDefs = publicDocument(document);
  if (
    !typeDefs.definitions.some(
      (definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === 'Query',
    )
  ) {
    report({
      place: 'schema',
      message: 'The SDL has no Query type, so nothing can be asked.',
      fix: 'Add: extend type Query { ... }.',
    });
    return undefined;
  }
  const declared = new Set(
    typeDefs.definitions.flatMap((definition) =>
      definition.kind === Kind.SCALAR_TYPE_DEFINITION ? [definition.name.value] : [],
    ),
  );
  const scalars = Object.fromEntries(Object.entries(contractScalars).filter(([name]) => declared.has(name)));
  try {
    return makeExecutableSchema<GraphContext>({
      typeDefs,
      resolvers: [scalars, generated, (custom ?? {}) as Record<string, never>] as never,
    });
  } catch (error) {
    report({ place: 'schema', message: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
};
