import type { SourceClass } from '../../../src/datasources/base/index.ts';
import { type Blueprint, buildGraph, type Explanation, explain, readQuestion } from '../../../src/schema/index.ts';
import { unused } from '../problems-of.ts';

/** A graph at rest. */
export const blueprint = (
  typeDefs: string,
  sources: readonly SourceClass[],
  resolvers: Readonly<Record<string, unknown>> = {},
): Blueprint => buildGraph({ ...unused, typeDefs, sources, resolvers }).blueprint;

/** The explanation of a query that is sound. */
export const explained = (its: Blueprint, query: string, variables: object = {}): Explanation => {
  const read = readQuestion(its.schema, query);
  const found = 'problems' in read ? read : explain(its, { ...read, variables: variables as Record<string, unknown> });
  if ('problems' in found) throw new Error(found.problems.join('\n'));
  return found;
};

/** Its calls in one line each: `wave call keys calls worst attempts`. */
export const lines = ({ waves }: Explanation): readonly string[] =>
  waves.flatMap((wave, i) =>
    wave.map(({ call, keys, calls, worst }) =>
      [`${i + 1}`, call, ...(keys === undefined ? [] : [`${keys} keys`]), calls, worst.calls, worst.attempts].join(' '),
    ),
  );
