import { Kind, type SelectionSetNode } from 'graphql';
import type { PagesOperation } from '../../datasources/base/index.ts';
import type { Selecting } from './collect-fields.ts';
import type { Use } from './use.ts';

/** The most that a client gets at once, where pages are not larger. */
const MOST = 100;

/** The part of a list that a connection asks for. What is refused as no part costs nothing; it is told of as the largest. */
export const partOf = (
  { size }: PagesOperation,
  { first, after }: Readonly<Record<string, unknown>>,
  sets: readonly SelectionSetNode[],
  selecting: Selecting,
): NonNullable<Use['part']> => {
  const most = Math.max(MOST, size);
  const wanted = first === undefined || first === null ? Math.min(size, MOST) : first;
  return {
    first: typeof wanted === 'number' && wanted >= 1 && wanted <= most ? wanted : most,
    after: after !== undefined && after !== null,
    hasNext: sets.some((set) => asks(set, 'hasNextPage', selecting)),
  };
};

/** Whether a field of that name stands anywhere in a selection. */
const asks = (set: SelectionSetNode, name: string, selecting: Selecting): boolean =>
  set.selections.some((selection) => {
    if (selection.kind === Kind.FIELD)
      return (
        selection.name.value === name ||
        (selection.selectionSet !== undefined && asks(selection.selectionSet, name, selecting))
      );
    const within = selection.kind === Kind.INLINE_FRAGMENT ? selection : selecting.fragments.get(selection.name.value);
    return within !== undefined && asks(within.selectionSet, name, selecting);
  });
