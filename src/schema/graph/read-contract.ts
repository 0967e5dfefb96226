import type { DocumentNode } from 'graphql';
import { operationsOf, type Shapes, type SourceClass } from '../../datasources/base/index.ts';
import { withConnections } from '../connections/with-connections.ts';
import { type Model, readModel, shapesOf } from '../contract/model.ts';
import { type Loading, type LoadPlan, planLoad } from '../contract/plan-load.ts';
import { ContractError, type Problem } from '../contract/problem.ts';
import { type Resolvers, resolvedFields } from './custom-resolvers.ts';
import { parseTypeDefs, type TypeDefs } from './documents.ts';
import { loadingsOf } from './plan-loads.ts';

/** A graph at rest: its types, and where each operation is asked from. */
export interface Contract {
  readonly document: DocumentNode;
  readonly model: Model;
  readonly shapes: Shapes;
  /** Every `@load` that names an operation, with what fills its inputs. */
  readonly loads: readonly { readonly loading: Loading; readonly plan: LoadPlan }[];
}

/** Reads SDL without making a graph of it; whether it is sound is for `buildGraph` to say. @throws ContractError for SDL that is none */
export const readContract = (
  sources: readonly SourceClass[],
  typeDefs: TypeDefs,
  resolvers: Resolvers = {},
): Contract => {
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
