import { LineCounter, parseDocument } from 'yaml';
import { UserError } from '../../../config/user-error.ts';
import { isNode, type Node } from '../node.ts';

/** Reads JSON or YAML. @throws UserError with the line where it stops being one */
export const parseText = (text: string, name: string): Node => {
  const value = parseValue(text, name);
  if (isNode(value)) return value;
  throw new UserError(`${name} is no OpenAPI document: it holds ${kindOf(value)}, not an object.`);
};

/** The same of a part of a document, which may be any value. @throws UserError */
export const parseValue = (text: string, name: string): unknown =>
  /^\s*[{[]/.test(text) ? (asJson(text) ?? asYaml(text, name)) : asYaml(text, name);

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // Text that begins like JSON may be YAML; if it is neither, YAML tells the place.
    return undefined;
  }
};

/** Aliases may stand for each other so often; more are an attempt on memory. */
const MAX_ALIASES = 10_000;

const asYaml = (text: string, name: string): unknown => {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, {
      uniqueKeys: false,
      strict: false,
      lineCounter: lines,
      logLevel: 'silent',
      prettyErrors: false,
    });
    const [error] = document.errors;
    if (error) {
      const { line, col } = lines.linePos(error.pos[0]);
      throw new UserError(`${name} is neither JSON nor YAML: line ${line}, column ${col}: ${sentence(error.message)}`);
    }
    return withoutDates(document.toJS({ maxAliasCount: MAX_ALIASES }));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `${name} cannot be read: ${sentence(error instanceof Error ? error.message : 'it is no YAML')}`,
    );
  }
};

/** Aliases make one object of several places: what changes one must not change the others. */
const withoutDates = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

const sentence = (message: string): string => {
  const [line = ''] = message.split('\n');
  return /[.!?]$/.test(line) ? line : `${line}.`;
};

const kindOf = (value: unknown): string => {
  if (value === null || value === undefined) return 'nothing';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
};
