import type { Literal } from '../draft.ts';
import { isSourceCode } from '../source-code.ts';
import { type Doc, group, indent, line } from './doc.ts';
import { braced, bracketed } from './list-of.ts';

/** A value of TypeScript, formatted: `{ format: 'json', kinds: { '120': 'notFound' } }`. */
export const codeOf = (value: Literal): Doc => {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean' || value === null) return String(value);
  if (Array.isArray(value)) return bracketed(value.map(codeOf), true);
  if (isSourceCode(value)) return value.code;
  return objectOf(
    Object.entries(value as { readonly [name: string]: Literal }).map(([name, each]) => [name, codeOf(each)]),
  );
};

/** An object of expressions; a member without a name is written as it is. */
export const objectOf = (members: readonly (readonly [name: string | undefined, value: Doc])[]): Doc =>
  braced(
    members.map(([name, value]) => (name === undefined || value === name ? value : property(keyOf(name), value))),
    true,
  );

/** Text that has no room beside its key stands below it, where that gives more room, unless it is a template. */
const property = (key: string, value: Doc): Doc =>
  typeof value === 'string' && key.length > 4 && !value.endsWith('`')
    ? group(key, ':', group(indent(line, value)))
    : [key, ': ', value];

/** A name as a key: quoted where it is no identifier. `__proto__` as a plain key would set a prototype. */
export const keyOf = (name: string): string =>
  name === '__proto__' ? "['__proto__']" : isIdentifier(name) ? name : quoted(name);

/** Names that need no quotes as keys, and no brackets after a dot. */
export const isIdentifier = (name: string): boolean => /^[A-Za-z_$][\w$]*$/.test(name);

/** A string in the quotes that need fewer escapes, single ones where both do. */
export const quoted = (text: string): string => {
  const inside = JSON.stringify(text.toWellFormed())
    .slice(1, -1)
    .replace(/\\"/g, '"')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
  const mark = count(inside, "'") > count(inside, '"') ? '"' : "'";
  return `${mark}${inside.replaceAll(mark, `\\${mark}`)}${mark}`;
};

const count = (text: string, mark: string): number => text.split(mark).length - 1;

/** Text inside of a template literal: nothing in it ends it or begins a value. */
export const templateText = (text: string): string =>
  JSON.stringify(text.toWellFormed())
    .slice(1, -1)
    .replace(/\\"/g, '"')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')
    .replace(/`|\$(?=\{)|\$$/g, '\\$&');
