import { instantLeaf } from './instants.ts';
import { type Leaf, textual, UNFIT } from './leaf.ts';
import { groupings, numberLeaf } from './numbers.ts';

const INTEGER = /^-?\d+$/;

const booleanLeaf = (format: string | undefined): Leaf | undefined => {
  const [yes = 'true', no = 'false', ...rest] = format?.split('/') ?? [];
  if (rest.length > 0 || yes === no || (format !== undefined && !format.includes('/'))) return undefined;
  const read = (text: string, xml: boolean) => {
    if (text === yes || (xml && format === undefined && text === '1')) return true;
    return text === no || (xml && format === undefined && text === '0') ? false : UNFIT;
  };
  const leaf = textual(format === undefined ? 'a Boolean' : `a Boolean spelled ${format}`, read);
  return {
    ...leaf,
    boolean: (value) => value,
    ...(format === undefined ? {} : { digits: (source) => read(source, false) }),
  };
};

/** XML Schema's *token*: trimmed, inner runs of blanks to one. */
const collapse = (text: string): string => text.trim().replace(/\s+/g, ' ');

const stringLeaf = (format: string | undefined): Leaf | undefined => {
  if (format !== undefined && format !== 'collapse') return undefined;
  const read = format === 'collapse' ? collapse : (text: string) => text;
  return { expects: 'a String', text: read, digits: (source) => source, keepsBlank: true };
};

/** An id is text, or the digits of an integer as sent: leading zeros and 64 bits survive. */
const idLeaf: Leaf = {
  expects: 'an ID',
  text: (text) => text,
  digits: (source) => (INTEGER.test(source) ? source : UNFIT),
};

/** The scalars a contract may use, with what `format` may say of each. */
export const scalarFormats: Readonly<Record<string, string>> = {
  ID: 'none',
  String: '"collapse"',
  Boolean: 'two words, like "Y/N"',
  Int: groupings.map((format) => `"${format}"`).join(', '),
  Float: groupings.map((format) => `"${format}"`).join(', '),
  Decimal: ['number', ...groupings].map((format) => `"${format}"`).join(', '),
  BigInt: ['number', ...groupings].map((format) => `"${format}"`).join(', '),
  Date: 'a pattern, like "dd/MM/yyyy"',
  DateTime: '"unix", "unixMs", "http", or a pattern with an offset, like "yyyy-MM-dd HH:mm:ss Z"',
  LocalDateTime: 'a pattern, like "dd/MM/yyyy HH:mm"',
  Time: 'a pattern, like "HH.mm"',
  Duration: '"seconds", "milliseconds"',
  JSON: 'none',
};

/** The reader of a scalar; undefined if there is no such scalar, or `format` says nothing it knows. `JSON` is no leaf: it is a subtree. */
export const scalarLeaf = (scalar: string, format: string | undefined): Leaf | undefined => {
  if (scalar === 'ID') return format === undefined ? idLeaf : undefined;
  if (scalar === 'String') return stringLeaf(format);
  if (scalar === 'Boolean') return booleanLeaf(format);
  return numberLeaf(scalar, format) ?? instantLeaf(scalar, format);
};
