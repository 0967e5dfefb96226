import type { DraftOperation, Literal, Placed, Slot } from '../draft.ts';
import { isSourceCode } from '../source-code.ts';
import { type ArgsNaming, isFree } from './args-of.ts';
import { codeOf, objectOf, quoted, templateText } from './code.ts';
import { type Doc, group, indent, line } from './doc.ts';
import { called } from './list-of.ts';

type Member = readonly [name: string | undefined, value: Doc];

/** What is written as a request: a path alone, or an object with all its parts. */
export const requestDoc = (
  { request }: DraftOperation,
  naming: Naming,
): { readonly doc: Doc; readonly isObject: boolean } => {
  const path = pathText(request.path, naming);
  const query = request.query.map(({ name, slot }): Member => [name, queryValue(slot, naming)]);
  const headers = request.headers.map((each) => headerOf(each, naming));
  const body = request.body === undefined ? undefined : bodyOf(request.body, naming);
  const members: Member[] = [['path', path]];
  if (query.length > 0) members.push(['query', objectOf(query)]);
  if (headers.length > 0) members.push(['headers', objectOf(headers)]);
  if (body !== undefined) members.push(['body', body]);
  return members.length === 1 ? { doc: path, isObject: false } : { doc: objectOf(members), isObject: true };
};

/** Names of arguments, and of the keys of a batch. */
export interface Naming extends ArgsNaming {
  readonly keys: string;
}

/** `ids` for `id`, where the name is free. */
export const keysName = ({ options: { key }, request: { args } }: DraftOperation): string => {
  if (typeof key !== 'string' || key.endsWith('s')) return 'keys';
  const name = `${key}s`;
  const names = Object.keys(args).map((each) => each.replace(/\?$/, ''));
  return isFree(name) && !names.includes(name) ? name : 'keys';
};

/** Where anything but text is in a path, it is encoded by `path`. */
const pathText = (parts: readonly (string | Slot)[], naming: Naming): string => {
  if (parts.every((part) => typeof part === 'string')) return quoted(parts.join(''));
  const inside = parts.map((part) =>
    typeof part === 'string' ? templateText(part) : `\${${pathValue(part, naming)}}`,
  );
  return `path\`${inside.join('')}\``;
};

const pathValue = (slot: Slot, naming: Naming): string => {
  if ('value' in slot) return asText(slot.value);
  if ('page' in slot) return slot.page === 'cursor' ? "page.cursor ?? ''" : `page.${slot.page}`;
  if ('keys' in slot) return `joined(${naming.keys}, ${quoted(slot.join ?? ',')})`;
  const arg = naming.use(slot.arg);
  const type = naming.typeOf(slot.arg);
  if (slot.join !== undefined || isList(type)) return `joined(${arg}, ${quoted(slot.join ?? ',')})`;
  return isTextOrNumber(type) ? arg : `String(${arg})`;
};

const queryValue = (slot: Slot, naming: Naming): Doc => {
  if ('value' in slot) return codeOf(slot.value);
  if ('page' in slot) return `page.${slot.page}`;
  if ('keys' in slot)
    return slot.join === undefined ? naming.keys : ['joined', called([naming.keys, quoted(slot.join)])];
  const arg = naming.use(slot.arg);
  if (slot.join === undefined) return arg;
  return naming.isOptional(slot.arg)
    ? `${arg} && joined(${arg}, ${quoted(slot.join)})`
    : ['joined', called([arg, quoted(slot.join)])];
};

/** Headers are text, and one without a value is not sent. */
const headerOf = ({ name, slot }: Placed, naming: Naming): Member => {
  if ('value' in slot) return [name, typeof slot.value === 'object' ? codeOf(slot.value) : quoted(String(slot.value))];
  const text = headerText(slot, naming);
  const sent = isSent(slot, naming);
  if (sent === undefined) return [name, text];
  return [undefined, group('...(', sent, indent(line, '? ', indent(objectOf([[name, text]])), line, ': {}'), ')')];
};

/** When a value that may be missing, or null, is there; undefined: always. */
const isSent = (slot: Exclude<Slot, { readonly value: unknown }>, naming: Naming): string | undefined => {
  if ('page' in slot) return slot.page === 'cursor' ? 'page.cursor' : undefined;
  if ('keys' in slot || !naming.isOptional(slot.arg)) return undefined;
  const type = naming.typeOf(slot.arg);
  return type === 'number' || type === 'boolean'
    ? `typeof ${naming.use(slot.arg)} === '${type}'`
    : naming.use(slot.arg);
};

const headerText = (slot: Exclude<Slot, { readonly value: unknown }>, naming: Naming): string => {
  if ('page' in slot) return slot.page === 'cursor' ? 'page.cursor' : `String(page.${slot.page})`;
  if ('keys' in slot) return `${naming.keys}.join(${quoted(slot.join ?? ',')})`;
  const arg = naming.use(slot.arg);
  const type = naming.typeOf(slot.arg);
  if (isList(type)) return `${arg}.join(${quoted(slot.join ?? ',')})`;
  return type === 'string' ? arg : `String(${arg})`;
};

const bodyOf = (body: NonNullable<DraftOperation['request']['body']>, naming: Naming): Doc =>
  'members' in body
    ? objectOf(body.members.map(({ name, slot }): Member => [name, bodyValue(slot, naming)]))
    : bodyValue(body, naming);

const bodyValue = (slot: Slot, naming: Naming): Doc => {
  if ('arg' in slot && slot.join !== undefined) {
    const arg = naming.use(slot.arg);
    return `${arg}${naming.isOptional(slot.arg) ? '?' : ''}.join(${quoted(slot.join)})`;
  }
  return 'arg' in slot ? naming.use(slot.arg) : 'keys' in slot ? naming.keys : queryValue(slot, naming);
};

/** A value as an expression of text. */
const asText = (value: Literal): string => {
  if (typeof value !== 'object' || value === null) return quoted(String(value));
  return isSourceCode(value) ? value.code : quoted(JSON.stringify(value));
};

const isList = (type: string): boolean => /^readonly |\[\]$|^(Readonly)?Array</.test(type);
const isTextOrNumber = (type: string): boolean => /^(string|number)( \| (string|number))*$/.test(type);
