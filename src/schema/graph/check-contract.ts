import { type Operation, PathSyntaxError } from '../../datasources/base/index.ts';
import { checks } from '../contract/checks/index.ts';
import type { Model } from '../contract/model.ts';
import { complainAt, placeOfSource, type Report } from '../contract/problem.ts';
import { reach, type Use } from '../contract/reach.ts';
import type { SourceModel } from '../contract/source-model.ts';
import type { Sources } from './read-sources.ts';

/** Runs every check over fields, operations and what these reach. */
export const checkContract = (model: Model, sources: Sources, report: Report): void => {
  for (const { fields } of model.objects.values())
    for (const field of fields.values()) for (const check of checks.field) check(field, model, report);
  for (const object of model.objects.values()) for (const check of checks.object) check(object, model, report);
  for (const abstract of model.abstracts.values()) for (const check of checks.abstract) check(abstract, model, report);
  for (const source of sources.values())
    for (const check of checks.source) check(source, complainAt(placeOfSource(source.api.name), report));
  const uses = [...sources.values()].flatMap((source) =>
    [...source.operations].flatMap(([name, operation]) => checkOperation(source, name, operation, model, report)),
  );
  for (const check of checks.uses) check(uses, report);
};

const checkOperation = (
  source: SourceModel,
  name: string,
  operation: Operation,
  model: Model,
  report: Report,
): readonly Use[] => {
  const complain = complainAt(placeOfSource(source.api.name), report);
  const declared = { source, what: `${source.api.name}.${name}`, operation };
  for (const check of checks.operation) check(declared, model, complain);
  const uses = reached(source, name, operation, model);
  for (const use of uses) for (const check of checks.use) check(use, model, report);
  return uses;
};

/** Nothing can be said of answers whose place cannot be read; that it cannot is a problem already. */
const reached = (...[source, name, operation, model]: Parameters<typeof reach>): readonly Use[] => {
  try {
    return reach(source, name, operation, model);
  } catch (error) {
    if (error instanceof PathSyntaxError) return [];
    throw error;
  }
};
