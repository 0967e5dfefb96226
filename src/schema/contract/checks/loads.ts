import { nameOf } from '../../../datasources/base/index.ts';
import { connectionName, isConnectionTo } from '../../connections/connection-name.ts';
import { depth, nullable, written } from '../type-ref.ts';
import type { LoadCheck } from './check.ts';

/** One failing API must not blank more than the field that needs it. */
export const nullableAcross: LoadCheck = ({ type, what }, _operation, { source, keyList }, complain) => {
  if (type.nonNull)
    complain(
      `${what} is non-null and crosses into ${source}: if that API fails, everything around it would be null.`,
      `Declare it nullable: ${written(nullable(type))}.`,
    );
  if (keyList && 'list' in type && type.list.nonNull)
    complain(
      `${what} is a list by keys of ${source} with non-null items: one missing or failing item would blank the list.`,
      `Declare [${written(nullable(type.list))}].`,
    );
};

/** An operation answers with one type, in one depth of lists. */
export const sameType: LoadCheck = ({ type, what, load }, operation, { keyList }, complain) => {
  if (operation.kind === 'pages' && isConnectionTo(operation.type, type)) return;
  const levels = Number(operation.list) + Number(keyList);
  if (nameOf(type) === operation.type && depth(type) === levels) return;
  const answer = `${'['.repeat(levels)}${operation.type}${']'.repeat(levels)}`;
  const connection = operation.kind === 'pages' ? ` or ${connectionName(operation.type)}` : '';
  complain(
    `${what} is ${written(type)}, but ${load.source}.${load.operation} answers with ${answer}.`,
    `Declare ${answer}${connection}, or load from another operation.`,
  );
};
