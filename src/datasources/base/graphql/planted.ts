import type { UpstreamError } from '../../../resilience/index.ts';

/** A failure, and the way to the place that it is about. */
export interface Planting {
  readonly path: readonly (string | number)[];
  readonly failure: UpstreamError;
}

/**
 * The value with failures where it is null on the way to what they are about: GraphQL makes null of what failed, or of what is around it. Of
 * several in one place the first stands there; one on whose way nothing is null is left out. What holds them is copied once, however many they are.
 */
export const planted = (value: unknown, plantings: readonly Planting[], depth = 0): unknown => {
  const [first] = plantings;
  if (!first) return value;
  if (value === null || value === undefined) return first.failure;
  if (typeof value !== 'object') return value;
  const further = plantings.filter(({ path }) => path.length > depth);
  return Array.isArray(value) ? inList(value, further, depth) : inMembers(value, further, depth);
};

const inList = (list: readonly unknown[], plantings: readonly Planting[], depth: number): unknown => {
  const copy = [...list];
  for (const [step, its] of Map.groupBy(plantings, ({ path }) => path[depth]))
    if (typeof step === 'number' && step in list) copy[step] = planted(list[step], its, depth + 1);
  return copy;
};

const inMembers = (members: object, plantings: readonly Planting[], depth: number): unknown => {
  const byName = Map.groupBy(plantings, ({ path }) => String(path[depth]));
  return Object.fromEntries(
    Object.entries(members).map(([name, member]) => [name, planted(member, byName.get(name) ?? [], depth + 1)]),
  );
};
