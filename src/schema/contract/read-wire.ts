import type { ConstDirectiveNode } from 'graphql';
import { type Path, PathSyntaxError, parsePath, type Wire } from '../../datasources/base/index.ts';
import { argumentOf, literal } from './literal.ts';
import { type Complain, complainAt, type Report } from './problem.ts';

/** What each place may say. */
const allowed = {
  field: ['path', 'key', 'zip', 'lone', 'detail', 'format', 'null', 'default'],
  type: ['path', 'value'],
  abstract: ['by'],
  enumValue: ['value'],
  input: ['path', 'value'],
  inputField: ['path', 'format', 'null', 'default'],
  argument: ['format', 'null'],
} as const;

const places: Readonly<Record<On, string>> = {
  field: 'a field',
  type: 'a type',
  abstract: 'a union or an interface',
  enumValue: 'an enum value',
  input: 'an input',
  inputField: 'a field of an input',
  argument: 'an argument',
};

type On = keyof typeof allowed;

const words = new Set<string>(Object.values(allowed).flat());

/** What `@wire` says of values of enums, of types in a discriminator, and of where that lies. */
export interface Spelled {
  /** `null`: there is no discriminator. */
  readonly value?: readonly (string | null)[];
  readonly by?: Path | '*';
}

/** Reads `@wire`; reports what does not belong there, and goes on without it. */
export const readWire = (directive: ConstDirectiveNode | undefined, on: On, report: Report): Wire & Spelled => {
  if (!directive) return {};
  const said: Record<string, unknown> = {};
  for (const { name, value: node } of directive.arguments ?? []) {
    const word = name.value;
    const complain = complainAt(node, report);
    if (!(allowed[on] as readonly string[]).includes(word)) {
      // What is no word at all, GraphQL says itself.
      if (!words.has(word)) continue;
      complain(`@wire(${word}:) cannot stand on ${places[on]}.`, `Here it may say: ${allowed[on].join(', ')}.`);
      continue;
    }
    const found = argumentOf(directive, word);
    if (found) said[word] = readWord(word, literal(found), on, complain);
  }
  return Object.fromEntries(Object.entries(apart(said)).filter(([, value]) => value !== undefined));
};

/** The first of several paths is the one that documents are made by. */
const apart = ({ path, ...rest }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  if (!Array.isArray(path)) return { path, ...rest };
  const [first, ...others] = path.filter((each) => each !== undefined);
  return { path: first, others, ...rest };
};

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string');

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

/** What means a type: literals as text, or `null` for a discriminator that is not there. */
const tags = (value: unknown, wrong: Complain): readonly (string | null)[] | undefined => {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.every((each) => each === null || isScalar(each)))
    return list.map((each) => (each === null ? null : String(each)));
  return wrong('value takes strings, numbers, true, false and null.');
};

const readWord = (word: string, value: unknown, on: On, wrong: Complain): unknown => {
  switch (word) {
    case 'path':
      if (typeof value === 'string') return readPath(value, wrong);
      return on === 'field' && isTexts(value)
        ? value.map((text) => readPath(text, wrong))
        : wrong(`path is a string${on === 'field' ? ', or a list of them' : ''}.`);
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
      return on === 'type' ? tags(value, wrong) : literals(word, value, wrong)?.map(String);
    case 'by':
      if (value === '*') return value;
      return typeof value === 'string'
        ? readPath(value, wrong)
        : wrong('by is a path, or "*" for the element\'s name.');
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
