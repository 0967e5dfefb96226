import type { Operation } from '../../datasources/base/index.ts';
import type { Loading } from './plan-load.ts';
import { complainAt, placeOfNode, type Report } from './problem.ts';
import { suggest } from './suggest.ts';

/** Operations by source and name. */
export type Operations = ReadonlyMap<string, ReadonlyMap<string, Operation>>;

/** Finds the operation of a load. */
export const findOperation = (
  { load, what }: Loading,
  operations: Operations,
  report: Report,
): Operation | undefined => {
  const complain = complainAt(placeOfNode(load.node), report);
  const says = `${what} loads from "${load.source}.${load.operation}"`;
  const source = operations.get(load.source);
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
