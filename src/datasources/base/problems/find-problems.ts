import type { FieldProblem } from '../../../resilience/index.ts';
import { type MayTell, toldCode } from '../contract/own-words.ts';
import { parseJson } from '../decode/json.ts';
import { isObject } from '../is-object.ts';
import type { WireResponse } from '../transport/transport.ts';
import { namesOf } from './names-of.ts';
import type { Problems } from './problems.ts';

/** What a refusal says of the fields of its request; empty if nothing. Only names, codes and what its source allows: never the body. */
export type FindProblems = (response: WireResponse, mayTell: MayTell) => readonly FieldProblem[];

/** Longer ones explain nothing to anybody. */
const MAX_BYTES = 65_536;
const MAX_PROBLEMS = 20;
const MAX_MESSAGE = 200;

interface Rule {
  readonly at: readonly string[];
  readonly field: readonly string[];
  readonly code: readonly string[];
}

const standards: Readonly<Record<string, Rule>> = {
  'application/problem+json': {
    at: ['errors', 'invalid-params', 'invalid_params', 'violations'],
    field: ['pointer', 'name', 'field', 'parameter'],
    code: ['code'],
  },
  'application/vnd.api+json': { at: ['errors'], field: ['source.pointer', 'source.parameter'], code: ['code'] },
};

/** @param problems what the source says of its own way */
export const problemFinder = ({ at, field = 'field', code = 'code', message }: Problems = {}): FindProblems => {
  const own: Rule | undefined = at === undefined ? undefined : { at: [at], field: [field], code: [code] };
  return ({ headers, body }, mayTell) => {
    const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    const rules = [own, Object.hasOwn(standards, type) ? standards[type] : undefined].filter(
      (rule) => rule !== undefined,
    );
    if (rules.length === 0 || body.length === 0 || body.length > MAX_BYTES) return [];
    const document = read(body);
    for (const rule of rules) {
      const found = rule.at
        .flatMap((place) => entriesIn(valueAt(document, place)))
        .flatMap((entry) => problemIn(entry, rule, message, mayTell));
      if (found.length > 0) return found.slice(0, MAX_PROBLEMS);
    }
    return [];
  };
};

const read = (body: Uint8Array): unknown => {
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(body), { exact: false });
  } catch {
    return undefined;
  }
};

/** The value at names joined by dots. */
const valueAt = (value: unknown, place: string): unknown =>
  place === '.'
    ? value
    : place
        .split('.')
        .reduce<unknown>((at, name) => (isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined), value);

/** An error, with its field where that is its name in an object of errors. */
interface Found {
  readonly error: unknown;
  readonly name?: string;
}

/** A list of errors, one error, or errors by field, of which each may have several. */
const entriesIn = (value: unknown): readonly Found[] => {
  if (Array.isArray(value)) return value.map((error: unknown) => ({ error }));
  if (!isObject(value)) return [];
  const members = Object.entries(value);
  const byField = members.length > 0 && members.every(([, each]) => Array.isArray(each) || isObject(each));
  if (!byField) return [{ error: value }];
  return members.flatMap(([name, each]) => [each].flat().map((error: unknown) => ({ error, name })));
};

const problemIn = (
  { error, name }: Found,
  rule: Rule,
  words: string | undefined,
  mayTell: MayTell,
): readonly FieldProblem[] => {
  const said = rule.field
    .map((place) => valueAt(error, place))
    .find((each): each is string => typeof each === 'string');
  const field = name ?? said ?? '';
  const path = mayTell(field) ? namesOf(field) : undefined;
  if (path === undefined || !path.every(mayTell)) return [];
  const code = rule.code.map((place) => toldCode(valueAt(error, place), mayTell)).find((each) => each !== undefined);
  const message = words === undefined ? undefined : readable(valueAt(error, words), mayTell);
  return [{ path, ...(code === undefined ? {} : { code }), ...(message === undefined ? {} : { message }) }];
};

/** Words for people, without signs that a terminal obeys. */
const readable = (value: unknown, mayTell: MayTell): string | undefined =>
  typeof value === 'string' && mayTell(value) ? value.replace(/\p{Cc}+/gu, ' ').slice(0, MAX_MESSAGE) : undefined;
