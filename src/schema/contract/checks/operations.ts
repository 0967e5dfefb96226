import { scalarFormats, wordsOf } from '../../../datasources/base/index.ts';
import type { ObjectModel } from '../model.ts';
import type { Complain } from '../problem.ts';
import { membersOf } from '../read-abstract.ts';
import { suggest } from '../suggest.ts';
import { tellApart } from './abstracts.ts';
import type { OperationCheck } from './check.ts';

/** An operation answers with an object type, a scalar or an enum of the graph. */
export const knownType: OperationCheck = ({ what, operation: { type } }, { objects, enums, abstracts }, complain) => {
  if (objects.has(type) || enums.has(type) || Object.hasOwn(scalarFormats, type)) return;
  const several = abstracts.get(type);
  if (several?.by !== undefined) return;
  if (several)
    complain(
      `${what} answers with ${type}, but nothing says how the types of ${type} are told apart.`,
      tellApart(several),
    );
  else
    complain(
      `${what} answers with ${type}, but the SDL has no object type of that name.`,
      suggest(type, [...objects.keys()]),
    );
};

/** The words of a batch go together. */
export const batchWords: OperationCheck = ({ what, operation }, _model, complain) => {
  if (operation.kind !== 'batch') return;
  const { max, whole, list, match, key } = operation;
  const byField = match === 'field';
  if (typeof max !== 'number' || !(max >= 1))
    complain(`${what} has max ${String(max)}; a request needs at least one key.`);
  if (key.length === 0) complain(`${what} has no key.`, "Say key: 'id', naming a field of its type.");
  if (whole && !byField) complain(`${what} is whole, and cannot match by order.`, 'Leave out one of the two.');
  if (list && !byField)
    complain(
      `${what} answers with many rows a key, and cannot match by order.`,
      'Match by field, or answer with one row a key.',
    );
};

/** Rows are matched by fields that come with them. */
export const keyComesAlong: OperationCheck = ({ what, operation }, { objects, abstracts }, complain) => {
  if (operation.kind !== 'batch' || operation.match !== 'field') return;
  const several = abstracts.get(operation.type);
  const records = several ? membersOf(several, objects) : [objects.get(operation.type) ?? []].flat();
  for (const record of records) for (const key of operation.key) checkKey(key, record, what, complain);
  if (Object.hasOwn(scalarFormats, operation.type))
    complain(`${what} matches rows by field, but ${operation.type} has no fields.`, "Say match: 'order'.");
};

const checkKey = (key: string, { name: type, fields }: ObjectModel, what: string, complain: Complain) => {
  const field = fields.get(key);
  if (!field) complain(`${what} has the key "${key}", which is no field of ${type}.`, suggest(key, [...fields.keys()]));
  else if (field.loadNode || field.resolved || field.wire.detail)
    complain(
      `${what} has the key "${key}", but ${type}.${key} does not come with its answer.`,
      'Match by a field that comes over the wire with every row.',
    );
};

/** `key` in `at` names the field that takes a member's name. */
export const atKey: OperationCheck = ({ what, operation }, { objects }, complain) => {
  const { key } = wordsOf(operation.at);
  const fields = objects.get(operation.type)?.fields;
  if (key !== undefined && fields && !fields.has(key))
    complain(`${what}: key "${key}" in at names no field of ${operation.type}.`, suggest(key, [...fields.keys()]));
};

/** Misspelt words of an operation: whoever starts without the compiler would not hear of them. */
export const knownWords: OperationCheck = ({ what, operation }, _model, complain) => {
  for (const word of operation.unknown ?? [])
    complain(
      `${what}: "${word}" is no option of a ${operation.kind}.`,
      'docs/contract.md lists them, under Operations.',
    );
  const { format, at } = operation;
  if (format !== undefined && !['json', 'xml', 'soap', 'graphql'].includes(format))
    complain(`${what}: format must be 'json', 'xml', 'soap' or 'graphql'.`);
  for (const word of Object.keys(wordsOf(at)))
    if (!['path', 'key', 'zip', 'lone'].includes(word))
      complain(`${what}: "${word}" is no word of at.`, 'There are: path, key, zip, lone.');
  const everyMs = 'poll' in operation ? operation.poll?.everyMs : undefined;
  if (everyMs !== undefined && !(Number.isFinite(everyMs) && everyMs >= 100))
    complain(`${what}: poll.everyMs must be a number from 100, in milliseconds.`);
  if (operation.kind !== 'batch' || operation.match === 'field' || operation.match === 'order') return;
  if (typeof operation.match !== 'object' || typeof operation.match?.index !== 'string')
    complain(`${what}: match must be 'field', 'order' or { index: 'path' }.`);
};
