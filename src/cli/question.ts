import { readFileSync } from 'node:fs';
import { inWords, UserError } from '../config/user-error.ts';
import type { Flags, Given } from './arguments.ts';

/** Flags of every command that takes an operation. */
export const questionFlags = {
  file: { type: 'string', value: 'FILE', says: 'read the operation from a file' },
  variables: { type: 'string', value: 'JSON', says: 'its variables' },
  operation: { type: 'string', value: 'NAME', says: 'which operation of the document' },
} satisfies Flags;

/** An operation that a command was given. */
export interface GivenQuestion {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

/** The operation that the flags of a command name. @throws UserError */
export const questionOf = (command: string, { flags, rest }: Given): GivenQuestion => {
  const { file, variables, operation } = flags;
  const [text, ...more] = rest;
  if (more.length > 0)
    throw new UserError(`${command} takes one operation, and got ${rest.length} words: put it in single quotes.`);
  if ((text === undefined) === (file === undefined))
    throw new UserError(
      `${command} needs an operation: breakwater ${command} '{ __typename }', or --file FILE, not both.`,
    );
  return {
    query: text ?? readText(String(file)),
    ...(typeof variables === 'string' ? { variables: readVariables(variables) } : {}),
    ...(typeof operation === 'string' ? { operationName: operation } : {}),
  };
};

const readText = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`--file ${file} could not be read: ${inWords(error)}.`);
  }
};

const readVariables = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below, the same for both.
  }
  throw new UserError(`--variables must be a JSON object, like '{"code":"JP"}'.`);
};
