import type { ConstDirectiveNode } from 'graphql';
import { type Literal, type Path, PathSyntaxError, parsePath, type Wire } from '../../datasources/base/index.ts';
import { argumentOf, literal } from './literal.ts';
import { type Problem, placeOfNode } from './problem.ts';

type Report = (problem: Problem) => void;

/** What each place may say. */
const allowed = {
  field: ['path', 'key', 'zip', 'lone', 'detail', 'format', 'null', 'default'],
  type: ['path'],
  enumValue: ['value'],
} as const;

type On = keyof typeof allowed;

/** Reads `@wire`; reports what does not belong there, and goes on without it. */
export const readWire = (
  directive: ConstDirectiveNode | undefined,
  on: On,
  report: Report,
): Wire & { readonly value?: readonly string[] } => {
  if (!directive) return {};
  const words: Record<string, unknown> = {};
  for (const { name, value: node } of directive.arguments ?? []) {
    const word = name.value;
    const complain = (message: string, fix?: string) => report({ place: placeOfNode(node), message, fix });
    if (!(allowed[on] as readonly string[]).includes(word)) {
      complain(
        `@wire(${word}:) cannot stand on ${on === 'field' ? 'a field' : on === 'type' ? 'a type' : 'an enum value'}.`,
        `Here it may say: ${allowed[on].join(', ')}.`,
      );
      continue;
    }
    const found = argumentOf(directive, word);
    if (found) words[word] = readWord(word, literal(found), complain);
  }
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
};

type Complain = (message: string, fix?: string) => undefined;

const readWord = (word: string, value: unknown, complain: (message: string, fix?: string) => void): unknown => {
  const wrong: Complain = (message, fix) => void complain(message, fix) as undefined;
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
      return (Array.isArray(value) ? value : [value]) as readonly Literal[];
    case 'value':
      return (Array.isArray(value) ? value : [value]).map(String);
    default:
      return value;
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
