import type { InputPath } from '../../datasources/base/index.ts';
import type { FieldProblem, UpstreamError } from '../../resilience/index.ts';
import type { InputWriters } from '../contract/input-writers.ts';

/** The same failure, whose field problems name arguments of the graph where they can be told from the API's names. */
export const problemsInArguments = (failure: UpstreamError, writers: InputWriters): UpstreamError => {
  const { fields } = failure.facts;
  if (!fields) return failure;
  return failure.with({
    fields: fields.map((field) => ({ ...field, path: argumentAt(field, writers) ?? field.path })),
  });
};

/** Whatever stands around an input in the body (`/data/attributes/...`) is left out, from the front, until the rest leads into an argument. */
const argumentAt = ({ path }: FieldProblem, writers: InputWriters): InputPath | undefined => {
  const names = path.map(String);
  for (let from = 0; from < names.length; from += 1) {
    const [first = '', ...rest] = names.slice(from);
    for (const [name, { find }] of writers) {
      const found = sameName(first, name) ? find(rest) : undefined;
      if (found) return [name, ...found];
    }
    for (const [name, { find }] of writers) {
      const found = find(names.slice(from));
      if (found && found.length > 0) return [name, ...found];
    }
  }
  return undefined;
};

/** A request function spells the names of arguments itself. */
const sameName = (theirs: string, ours: string): boolean => plain(theirs) === plain(ours);
const plain = (name: string): string => name.replace(/[_-]/g, '').toLowerCase();
