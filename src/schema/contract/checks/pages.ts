import type { PagesOperation } from '../../../datasources/base/index.ts';
import { isConnectionTo } from '../../connections/connection-name.ts';
import { suggest } from '../suggest.ts';
import { nullable, written } from '../type-ref.ts';
import type { LoadCheck, OperationCheck } from './check.ts';

/** What cannot be had of a list of pages stands in place of its last item, which is then null. */
export const roomForFailure: LoadCheck = ({ type, what }, { kind }, { source }, complain) => {
  if (kind !== 'pages' || !('list' in type) || !type.list.nonNull) return;
  complain(
    `${what} is a list of non-null items that comes in pages of ${source}: one page that fails would blank the others.`,
    `Declare ${written({ ...type, list: nullable(type.list) })}.`,
  );
};

/** The arguments of a connection, as far as pages can be walked: forward. */
export const connectionArguments: LoadCheck = ({ type, what, arguments: its, load }, operation, _plan, complain) => {
  if (operation.kind !== 'pages' || !isConnectionTo(operation.type, type)) return;
  for (const name of ['last', 'before'])
    if (its.has(name))
      complain(
        `${what} has the argument "${name}", but ${load.source}.${load.operation} can only be walked forward.`,
        'Leave it out; "first" and "after" are there.',
      );
  for (const [name, needed] of [['first', 'Int'] as const, ['after', 'String'] as const]) {
    const declared = its.get(name);
    if (declared && written(nullable(declared)) !== needed)
      complain(`${what}: the argument "${name}" of a connection is ${needed}, not ${written(declared)}.`);
  }
};

const FORMS =
  "'link', 'number', 'offset', 'connection', { cursor }, { cursor, more }, { header }, { url } or { last, more }";

/** The words of pages make sense. */
export const pagesWords: OperationCheck = ({ what, operation, source }, { objects }, complain) => {
  if (operation.kind !== 'pages') return;
  const { type, list, next, total } = operation;
  if (!list) complain(`${what} comes in pages, and answers with a list.`, `Say '[${type}]'.`);
  for (const word of ['size', 'maxPages', 'maxItems'] as const)
    if (!(Number.isSafeInteger(operation[word]) && operation[word] >= 1))
      complain(`${what}: ${word} must be a whole number from 1, not ${String(operation[word])}.`);
  if (!Number.isSafeInteger(operation.start)) complain(`${what}: start must be a whole number.`);
  if (total !== undefined && !isText(total)) complain(`${what}: total must be a path.`);
  if (!isForm(next)) complain(`${what} must say how its pages follow each other.`, `next is ${FORMS}.`);
  const format = operation.format ?? source.api.format;
  if ((format === 'soap' || format === 'graphql') && isByUrl(next))
    complain(
      `${what} asks for its next page by a URL, but a request of ${format} is told by its body.`,
      'Let its request function pass on a cursor, a number or an offset.',
    );
  const fields = objects.get(type)?.fields;
  const last = typeof next === 'object' && next !== null && 'last' in next ? next.last : undefined;
  if (last !== undefined && fields && !fields.has(last))
    complain(`${what}: next.last "${last}" names no field of ${type}.`, suggest(last, [...fields.keys()]));
};

const isByUrl = (next: PagesOperation['next'] | undefined): boolean =>
  next === 'link' || (typeof next === 'object' && next !== null && 'url' in next);

/** Whoever starts without the compiler may have said anything. */
const isForm = (next: PagesOperation['next'] | undefined): boolean => {
  if (next === 'link' || next === 'number' || next === 'offset') return true;
  if (typeof next !== 'object' || next === null) return false;
  const words = Object.keys(next).toSorted().join();
  return ['cursor', 'cursor,more', 'header', 'url', 'last,more'].includes(words) && Object.values(next).every(isText);
};

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
