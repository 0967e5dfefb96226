import type { ConstDirectiveNode } from 'graphql';
import { type Path, PathSyntaxError, parsePath, type Wire } from '../../datasources/base/index.ts';
import { argumentOf, literal } from './literal.ts';
import { type Complain, complainAt, placeOfNode, type Report } from './problem.ts';

/** What each place may say. */
const allowed = {
  field: ['path', 'key', 'zip', 'lone', 'detail', 'format', 'null', 'default'],
  type: ['path'],
  enumValue: ['value'],
} as const;

type On = keyof typeof allowed;

const words = new Set<string>(Object.values(allowed).flat());

/** Reads `@wire`; reports what does not belong there, and goes on without it. */
export const readWire = (
  directive: ConstDirectiveNode | undefined,
  on: On,
  report: Report,
): Wire & { readonly value?: readonly string[] } => {
  if (!directive) return {};
  const said: Record<string, unknown> = {};
  for (const { name, value: node } of directive.arguments ?? []) {
    const word = name.value;
    const complain = complainAt(placeOfNode(node), report);
    if (!(allowed[on] as readonly string[]).includes(word)) {
      // What is no word at all, GraphQL says itself.
      if (!words.has(word)) continue;
      complain(
        `@wire(${word}:) cannot stand on ${on === 'field' ? 'a field' : on === 'type' ? 'a type' : 'an enum value'}.`,
        `Here it may say: ${allowed[on].join(', ')}.`,
      );
      continue;
    }
    const found = argumentOf(directive, word);
    if (found) said[word] = readWord(word, literal(found), complain);
  }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
};

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Several literals, or one that stands for a list of one. */
const literals = (
  word: string,
  value: unknown,
  wrong: Complain,
): readonly (string | number | boolean)[] | undefined => {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.every(isScalar) ? list : wrong(`${word} takes strings, numbers, true and false.`);
};

const readWord = (word: string, value: unknown, wrong: Complain): unknown => {
  switch (word) {
    case 'path':
      return typeof value === 'string'
        ? readPath(value, wrong)
        : wrong('path is a string.', Array.isArray(value) ? 'Several paths are not built yet.' : undefined);
    case 'key':
    case 'format':
      return typeof value === 'string' ? value : wrong(`${word} is a string.`);
    case 'zip':
    case 'lone':
    case 'detail':
      return typeof value === 'boolean' ? value : wrong(`${word} is true or false.`);
    case 'null':
      return literals(word, value, wrong);
    case 'value':
      return literals(word, value, wrong)?.map(String);
    case 'default':
      return isScalar(value) || (Array.isArray(value) && value.length === 0)
        ? value
        : wrong('default is a scalar, or [].', 'Nothing else can stand in for a value.');
    default:
      throw new TypeError(`@wire has no word "${word}"`);
  }
};

/** Reads a path, or shows with a caret where it stops being one. */
export const readPath = (text: string, wrong: Complain): Path | undefined => {
  try {
    return parsePath(text);
  } catch (error) {
    if (!(error instanceof PathSyntaxError)) throw error;
    return wrong(`"${text}" is not a path: ${error.message}.`, `${text}\n    ${' '.repeat(error.column)}^`);
  }
};
