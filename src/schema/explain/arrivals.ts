import { sum } from './bound.ts';
import { answersId, callOf, loaderOf, type Place, type Use } from './use.ts';

/** At how many different times records may come. What comes at one time is asked about in one batch. */
export interface Arrivals {
  /** For the records of a place. */
  readonly at: (place: Place) => number;
  /** Uses that share one loader and one place of their parents, by the id of the place of what they give. */
  readonly groups: ReadonlyMap<string, readonly Use[]>;
}

/**
 * Records of one dispatch of a batch come together, since a batch answers all its keys at once. But a key that another dispatch has already
 * asked for comes when that one does, so where a loader is shared by several places every key may come by itself.
 */
export const arrivalsOf = (uses: readonly Use[]): Arrivals => {
  const groups = Map.groupBy(uses, answersId);
  const known = new Map<string, number>();
  const at = (place: Place): number => Math.min(place.count, raw(place));
  const raw = (place: Place): number => {
    if (place.from === 'root') return 1;
    // Each of its answers may take its own time.
    if (place.from === 'code') return place.count;
    const memo = known.get(place.id);
    if (memo !== undefined) return memo;
    const its = groups.get(place.id) ?? [];
    const found = Math.max(
      0,
      ...its.map((use) => leaving(use, its, Math.max(...its.map(({ parents }) => at(parents))))),
    );
    known.set(place.id, found);
    return found;
  };
  /** At how many times a use gives its answers, if its parents come at `asked` times. */
  const leaving = (use: Use, its: readonly Use[], asked: number): number => {
    const parents = sum(its.map((each) => each.parents.count));
    if (use.operation.kind !== 'batch')
      return sharesOne(use) ? Math.min(parents, asked === 1 ? 1 : asked + 1) : parents;
    const keys = sum(its.map(({ keyCount }) => keyCount));
    if (loaderOf(use) === undefined && parents > 1) return keys;
    return Math.min(keys, timesOfLoader(use, asked));
  };
  const timesOfLoader = (use: Use, asked: number): number => {
    // Nothing is under way yet; of the fields of a mutation before it, all is there.
    if (use.parents.from === 'root') return use.parents.turn === 0 ? 1 : 2;
    const others = sharing(use, uses);
    if (others.length === 0) return asked === 1 ? 1 : 2 * asked;
    const before = others.filter((other) => isAbove(other, use));
    const after = others.filter((other) => isAbove(use, other));
    // What it came by is there as a whole, and what comes of it has not begun.
    const inLine = before.length + after.length === others.length && before.every(({ parents }) => at(parents) === 1);
    if (asked !== 1 || !inLine) return Number.POSITIVE_INFINITY;
    return before.length === 0 ? 1 : 2;
  };
  return { at, groups };
};

/** Whether all parents get the same answer of one request. Writes are never shared, and a job is looked at by each for itself. */
export const sharesOne = ({ args, operation }: Use): boolean =>
  args !== undefined && operation.kind !== 'write' && !('poll' in operation && operation.poll !== undefined);

/** Uses for parents of other places that may go through the same loader. */
const sharing = (use: Use, uses: readonly Use[]): readonly Use[] =>
  uses.filter(
    (other) =>
      callOf(other) === callOf(use) &&
      other.parents.id !== use.parents.id &&
      (loaderOf(other) === undefined || loaderOf(use) === undefined || loaderOf(other) === loaderOf(use)),
  );

/** Whether the parents of `below` come by way of what `above` answers with. */
const isAbove = (above: Use, below: Use): boolean => below.parents.above.includes(answersId(above));
