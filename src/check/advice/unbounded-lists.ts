import type { Args, GetOperation, SourceClass } from '../../datasources/base/index.ts';
import { placeOfNode } from '../../schema/index.ts';
import { placed } from '../finding.ts';
import type { Advice } from './advice.ts';

/** Names that say how many there may be, without case and signs. */
const LIMIT =
  /^(\w*limit|first|last|top|take|count|size|rows|pagesize|perpage|max(items|results|rows|records|count)?)$/;

/** Whether a name says how many there may be. */
export const limits = (name: string): boolean => LIMIT.test(name.replace(/[^a-z]/gi, '').toLowerCase());

/** A list that is asked for in one request, and that nothing bounds: it grows with the API until it is too large, or too slow. */
export const unboundedLists: Advice = ({ sources, contract, operations }) =>
  contract.loads.flatMap(({ loading, plan }) => {
    const operation = operations.get(plan.source)?.get(plan.operation);
    const api = sources.find((Source) => Source.api.name === plan.source)?.api;
    if (operation?.kind !== 'get' || !operation.list || !api) return [];
    const asked = [...loading.arguments.keys(), ...Object.keys(plan.constants), ...sentWith(operation, api)];
    if (asked.some(limits)) return [];
    return [
      {
        level: 'warning' as const,
        ...placed(placeOfNode(loading.load.node)),
        place: loading.what,
        message: `${loading.what} asks ${plan.source}.${plan.operation} for a whole list, however long it is.`,
        fix: `Declare ${plan.operation} with this.pages, or send a limit: an argument "limit" of the field, or a number in its query.`,
      },
    ];
  });

/** The words in the query of its request, as far as they can be known without its arguments. */
const sentWith = (operation: GetOperation, api: SourceClass['api']): readonly string[] => {
  const made = requestOf(operation);
  const { path, query = {} } = typeof made === 'string' ? { path: made } : (made ?? { path: '' });
  const inPath = new URLSearchParams(path.split('?').slice(1).join('?'));
  return [...inPath.keys(), ...Object.keys(query), ...Object.keys(api.query ?? {})];
};

const requestOf = (operation: GetOperation) => {
  try {
    return operation.make(anything);
  } catch {
    // A function of its author's, that cannot do with what is made up.
    return undefined;
  }
};

/** Arguments of any name. */
const anything: Args = new Proxy({}, { get: (_, name) => (typeof name === 'string' ? '1' : undefined) });
