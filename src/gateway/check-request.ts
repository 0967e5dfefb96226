import { isObject } from '../datasources/base/index.ts';
import { BadRequest } from './bad-request.ts';

const isDocument = (value: unknown): boolean =>
  isObject(value) && value['kind'] === 'Document' && Array.isArray(value['definitions']);

const check = (holds: boolean, sentence: string): void => {
  if (!holds) throw new BadRequest(400, sentence);
};

/** Whether an operation is one at all: callers without types may pass anything. @throws BadRequest */
export const checkRequest = ({ query, variables, operationName }: Readonly<Record<string, unknown>>): void => {
  check(typeof query === 'string' || isDocument(query), 'query must be GraphQL text, or a parsed document.');
  check((variables ?? null) === null || isObject(variables), 'variables must be an object.');
  check((operationName ?? null) === null || typeof operationName === 'string', 'operationName must be text.');
};
