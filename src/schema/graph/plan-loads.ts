import { checks } from '../contract/checks/index.ts';
import { findOperation, type Operations } from '../contract/find-operation.ts';
import { inputWriters } from '../contract/input-writers.ts';
import { type Model, type ObjectModel, shapesOf } from '../contract/model.ts';
import { type Loading, type LoadPlan, planLoad } from '../contract/plan-load.ts';
import { complainAt, type Report } from '../contract/problem.ts';
import type { SourceModel } from '../contract/source-model.ts';
import type { ReadSources, Sources } from './read-sources.ts';

/** Plans by what they load: `Country.capital`, or `Country` for a type's own loader. */
export type Plans = ReadonlyMap<string, LoadPlan>;

/** Makes every `@load` of the graph ready, and checks it. */
export const planLoads = (model: Model, sources: Sources, unmade: ReadSources['unmade'], report: Report): Plans => {
  const operations: Operations = new Map<string, SourceModel['operations'] | null>([
    ...[...unmade].map((name) => [name, null] as const),
    ...[...sources].map(([name, source]) => [name, source.operations] as const),
  ]);
  const plans = new Map<string, LoadPlan>();
  const shapes = shapesOf(model);
  for (const loading of [...model.objects.values()].flatMap(loadingsOf)) {
    const operation = findOperation(loading, operations, report);
    const plan = operation && planLoad(loading, operation, model, report);
    if (!operation || !plan) continue;
    const complain = complainAt(loading.load.node, report);
    for (const check of checks.load) check(loading, operation, plan, complain);
    const source = sources.get(plan.source);
    const writers = source && inputWriters(loading, plan, operation, source, model, shapes, report);
    plans.set(loading.what, writers ? { ...plan, writers } : plan);
  }
  return plans;
};

export const loadingsOf = ({ name, load, fields }: ObjectModel): readonly Loading[] => {
  const type = { name, nonNull: false };
  const own = load ? [{ load, owner: name, arguments: new Map(), type, what: name }] : [];
  const its = [...fields.values()].flatMap((field) => (field.load ? [{ ...field, load: field.load }] : []));
  return [...own, ...its];
};
