import { type DocumentNode, Kind } from 'graphql';
import { operationsOf, type Shapes, type SourceClass } from '../datasources/base/index.ts';
import { withConnections } from '../schema/connections/with-connections.ts';
import { type Model, readModel, shapesOf } from '../schema/contract/model.ts';
import { type Loading, type LoadPlan, planLoad } from '../schema/contract/plan-load.ts';
import { ContractError, type Problem } from '../schema/contract/problem.ts';
import { type Resolvers, resolvedFields } from '../schema/graph/custom-resolvers.ts';
import { parseTypeDefs, type TypeDefs } from '../schema/graph/documents.ts';
import { loadingsOf } from '../schema/graph/plan-loads.ts';

/** What the kit reads of a graph: its types, and where each operation is asked from. */
export interface KitContract {
  readonly document: DocumentNode;
  readonly model: Model;
  readonly shapes: Shapes;
  /** Every `@load` that names an operation, with what fills its inputs. */
  readonly loads: readonly { readonly loading: Loading; readonly plan: LoadPlan }[];
}

/** Reads SDL for the kit; whether the whole graph is sound is for `createGateway` to say. @throws ContractError for SDL that is none */
export const readContract = (
  sources: readonly SourceClass[],
  typeDefs: TypeDefs,
  resolvers: Resolvers = {},
): KitContract => {
  const problems: Problem[] = [];
  const document = withConnections(
    parseTypeDefs(typeDefs, (problem) => void problems.push(problem)),
    sources,
  );
  if (problems.length > 0) throw new ContractError(problems);
  const model = readModel(document, resolvedFields(resolvers), () => {});
  const operations = new Map(sources.map((Source) => [Source.api.name, operationsOf(Source)]));
  const loads = [...model.objects.values()].flatMap(loadingsOf).flatMap((loading) => {
    const operation = operations.get(loading.load.source)?.get(loading.load.operation);
    const plan = operation && planLoad(loading, operation, model, () => {});
    return plan ? [{ loading, plan }] : [];
  });
  return { document, model, shapes: shapesOf(model), loads };
};

/** The definitions that a small graph shares with the whole one: enums, inputs and scalars. */
export const sharedDefinitions = ({ document }: KitContract) =>
  document.definitions.filter(({ kind }) =>
    (
      [
        Kind.ENUM_TYPE_DEFINITION,
        Kind.ENUM_TYPE_EXTENSION,
        Kind.INPUT_OBJECT_TYPE_DEFINITION,
        Kind.INPUT_OBJECT_TYPE_EXTENSION,
        Kind.SCALAR_TYPE_DEFINITION,
      ] as string[]
    ).includes(kind),
  );
