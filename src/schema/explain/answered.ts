import { type GraphQLOutputType, getNullableType, isListType } from 'graphql';
import { times } from './bound.ts';
import { answersId, type Place, type Use } from './use.ts';

/** Where what a call answers with stands. What comes of one loader for the parents of one place comes together. */
export const answered = (use: Use, parents: Place, type: GraphQLOutputType, detail: boolean): Place => {
  const { operation, plan, part } = use;
  const its = {
    from: 'call',
    above: [...parents.above, answersId(use)],
    wave: parents.wave + 1,
    turn: parents.turn,
  } as const;
  const id = answersId(use);
  if (detail) return { ...its, id, count: times(parents.count, isListType(getNullableType(type)) ? Infinity : 1) };
  if (part) return { ...its, id, count: parents.count, items: part.first };
  const keys = plan.keyList ? (use.keys?.length ?? Infinity) : 1;
  const rows = operation.kind === 'pages' ? operation.maxItems : operation.list ? Infinity : 1;
  return { ...its, id, count: times(times(parents.count, keys), rows) };
};
