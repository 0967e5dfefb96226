import type { Operation } from '../../datasources/base/index.ts';
import type { Loading } from './plan-load.ts';
import { complainAt, type Report } from './problem.ts';
import { suggest } from './suggest.ts';

/** Operations by source and name; `null` for a source that could not be made, which is told once, and not again for each of its loads. */
export type Operations = ReadonlyMap<string, ReadonlyMap<string, Operation> | null>;

/** Finds the operation of a load. */
export const findOperation = (
  { load, what }: Loading,
  operations: Operations,
  report: Report,
): Operation | undefined => {
  const complain = complainAt(load.node, report);
  const says = `${what} loads from "${load.source}.${load.operation}"`;
  const source = operations.get(load.source);
  if (source === null) return undefined;
  if (!source)
    return complain(`${says}, but there is no source "${load.source}".`, suggest(load.source, [...operations.keys()]));
  return (
    source.get(load.operation) ??
    complain(
      `${says}, but ${load.source} has no operation "${load.operation}".`,
      suggest(load.operation, [...source.keys()]),
    )
  );
};
