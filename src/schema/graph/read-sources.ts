import { apiProblems, operationsOf, type SourceClass } from '../../datasources/base/index.ts';
import { complainAt, placeOfSource, type Report } from '../contract/problem.ts';
import type { SourceModel } from '../contract/source-model.ts';

/** Sources by name. */
export type Sources = ReadonlyMap<string, SourceModel>;

/** Reads the operations of all sources, and checks what each says of itself. */
export const readSources = (
  sources: readonly SourceClass[],
  baseUrls: Readonly<Record<string, string>>,
  report: Report,
): Sources => {
  const all = new Map<string, SourceModel>();
  for (const Source of sources) {
    const { api } = Source;
    if (!api?.name) {
      complainAt(`class ${Source.name}`, report)(
        `${Source.name} does not say what its API is.`,
        "Add: static readonly api = { name: '...', baseUrl: '...' } satisfies Api.",
      );
      continue;
    }
    const complain = complainAt(placeOfSource(api.name), report);
    for (const message of apiProblems(api, baseUrls[api.name])) complain(`${api.name}: ${message}`);
    if (all.has(api.name))
      complain(`Two sources are named "${api.name}".`, 'Names stand in @load and in errors: give one of them another.');
    all.set(api.name, { Source, api, operations: operationsOf(Source) });
  }
  return all;
};
