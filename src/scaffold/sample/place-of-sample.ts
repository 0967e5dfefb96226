import type { DraftField, DraftRequest, Note, Placed, Slot } from '../draft.ts';
import { type NameBook, nameBook } from '../names/name-book.ts';
import { RESERVED_ARGUMENTS } from '../names/reserved.ts';
import { camelCase } from '../names/words-in.ts';
import { pageWordOf } from '../openapi/pages/page-words.ts';
import { singular } from './singular.ts';

/** Where samples come from: what is asked, and what it is asked with. */
export interface AskedPlace {
  readonly baseUrl: string;
  readonly request: DraftRequest;
  readonly args: readonly DraftField[];
  /** The words of the path that name what is asked for: `users`. */
  readonly words: readonly string[];
  /** Whether the last part of the path is a value: one thing is asked for, not all of them. */
  readonly isOne: boolean;
  /** Names of query parameters that hold a credential. */
  readonly credentials: readonly string[];
  readonly notes: readonly Note[];
}

const UUID = /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/i;
const NUMERIC = /^\d+$/;
const CODE = /^[A-Z]{2,3}$/;
const CREDENTIAL =
  /^(api[-_]?key|apikey|app[-_]?id|appid|key|token|access[-_]?token|auth|client[-_]?secret|secret|sig|signature|password|pwd)$/i;

/**
 * Takes a path apart: `{name}`, numbers, UUIDs and codes in capitals become arguments, and so do query parameters, with their values as defaults.
 * @param path below the base URL, with a query: `users/{id}?expand=posts`
 */
export const placeOfPath = (baseUrl: string, path: string): AskedPlace => {
  const [below = '', search = ''] = path.replace(/^\/+/, '').split(/\?(.*)/s);
  const names = nameBook(RESERVED_ARGUMENTS);
  const segments = below.split('/').filter((segment) => segment !== '');
  const words = segments.filter((segment) => !isValue(segment));
  const args: DraftField[] = [];
  const types: Record<string, string> = {};
  const notes: Note[] = [];
  const parts: (string | Slot)[] = [];
  for (const [i, segment] of segments.entries()) {
    if (i > 0) parts.push('/');
    if (!isValue(segment)) {
      parts.push(segment);
      continue;
    }
    const name = names.take(argumentName(segment, segments.slice(0, i), i === segments.length - 1));
    args.push({ name, type: 'ID!', ...(segment.startsWith('{') ? {} : { example: JSON.stringify(segment) }) });
    types[name] = 'string';
    parts.push({ arg: name });
    if (!segment.startsWith('{'))
      notes.push({
        kind: 'guessed',
        at: `path ${below}`,
        says: `"${segment}" is a value, so it became the argument "${name}".`,
      });
  }
  const query = queryOf(search, names);
  return {
    baseUrl,
    words,
    isOne: segments.length > 0 && isValue(segments.at(-1) ?? ''),
    credentials: query.credentials,
    args: [...args, ...query.args],
    request: {
      args: { ...types, ...query.types },
      path: parts.length === 0 ? [''] : parts,
      query: query.placed,
      headers: [],
    },
    notes,
  };
};

/** The same for a whole URL. Without a base of its own, the base ends after a version: `https://api.example/v1/`. */
export const placeOfUrl = (url: string, baseUrl: string | undefined): AskedPlace => {
  const { origin, pathname, search } = new URL(url);
  const base =
    baseUrl ?? `${origin}${/^(\/[^/]+)*?\/v\d+[^/]*\//.exec(pathname)?.[0] ?? /^\/api\//.exec(pathname)?.[0] ?? '/'}`;
  const rest = `${origin}${pathname}`.startsWith(base) ? `${origin}${pathname}`.slice(base.length) : pathname;
  return placeOfPath(base, `${rest}${search}`);
};

const isValue = (segment: string): boolean =>
  [/^\{.+\}$/, NUMERIC, UUID, CODE].some((pattern) => pattern.test(segment));

const argumentName = (segment: string, before: readonly string[], isLast: boolean): string => {
  const given = /^\{(.+)\}$/.exec(segment)?.[1];
  if (given !== undefined) return legalArgument(given);
  const owner = before.findLast((each) => !isValue(each));
  return isLast || owner === undefined ? 'id' : legalArgument(`${singular(owner)}-id`);
};

const legalArgument = (name: string): string => {
  if (/^[A-Za-z]\w*$/.test(name) && !name.includes('_')) return name;
  const camel = camelCase(name);
  return /^[A-Za-z]/.test(camel) ? camel : `arg${camel}`;
};

/** What the query of a sample was. */
interface AskedQuery {
  readonly args: readonly DraftField[];
  readonly types: Readonly<Record<string, string>>;
  readonly placed: readonly Placed[];
  readonly credentials: readonly string[];
}

/** A parameter that is no credential. */
interface Open {
  readonly name: string;
  readonly field: DraftField;
  readonly types: Readonly<Record<string, string>>;
}

/** Whether a parameter says where in a list its page begins: what the sample asked for would be the page of everybody. */
const isPlace = (name: string): boolean => !['size', undefined].includes(pageWordOf(name));

const queryOf = (search: string, names: NameBook): AskedQuery => {
  const all = [...Map.groupBy(new URLSearchParams(search), ([name]) => name)];
  const open = all
    .filter(([name]) => !CREDENTIAL.test(name))
    .map(([name, pairs]): Open => {
      const texts = pairs.map(([, value]) => value);
      const arg = names.take(legalArgument(name));
      // A value in braces is somebody's to give.
      const isOpen = texts.length === 1 && /^\{.+\}$/.test(texts[0] ?? '');
      const { type, value } = typeOfTexts(texts);
      const script = scriptTypes[type] ?? 'string';
      if (isOpen) return { name, field: { name: arg, type: 'String!' }, types: { [arg]: 'string' } };
      if (!isPlace(name)) return { name, field: { name: arg, type, default: value }, types: { [arg]: script } };
      const isCursor = pageWordOf(name) === 'cursor';
      return {
        name,
        field: { name: arg, type: isCursor ? 'String' : type },
        types: { [`${arg}?`]: isCursor ? 'string' : script },
      };
    });
  return {
    args: open.map(({ field }) => field),
    types: Object.assign({}, ...open.map(({ types }) => types)) as Readonly<Record<string, string>>,
    placed: open.map(({ name, field }) => ({ name, slot: { arg: field.name } })),
    credentials: all.flatMap(([name]) => (CREDENTIAL.test(name) ? [name] : [])),
  };
};

const scriptTypes: Readonly<Record<string, string>> = {
  Int: 'number',
  Float: 'number',
  Boolean: 'boolean',
  String: 'string',
  '[String!]': 'readonly string[]',
};

/** The type of a query parameter, and its value as SDL. */
const typeOfTexts = (texts: readonly string[]): { readonly type: string; readonly value: string } => {
  const [text = ''] = texts;
  if (texts.length > 1) return { type: '[String!]', value: JSON.stringify(texts) };
  if (/^-?(0|[1-9]\d{0,8})$/.test(text)) return { type: 'Int', value: text };
  if (/^-?(0|[1-9]\d{0,8})\.\d*[1-9]$/.test(text)) return { type: 'Float', value: text };
  return /^(true|false)$/.test(text)
    ? { type: 'Boolean', value: text }
    : { type: 'String', value: JSON.stringify(text.toWellFormed()) };
};
