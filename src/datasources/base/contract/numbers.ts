import { type Fit, type Leaf, spelled, UNFIT } from './leaf.ts';

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?$/;
const INTEGER = /^[+-]?\d+$/;
const WHOLE = /^[+-]?\d+(\.0*)?$/;
const SCIENTIFIC = /^-?(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/;
/** No number that anybody means has more digits; a longer one is not worth reading. */
const MAX_DIGITS = 1000;

const matches = (pattern: RegExp, text: string): boolean => text.length <= MAX_DIGITS && pattern.test(text);

/** `"1,234.5"`: the example says which sign groups and which one is the decimal point. Groups are of three digits. */
const grouped = (group: string, point: string) => {
  const shape = new RegExp(`^[+-]?(?:\\d+|\\d{1,3}(?:\\${group}\\d{3})+)${point === '' ? '' : `(?:\\${point}\\d+)?`}$`);
  // Anything else is no number spelled so: "1,5" is not 15.
  return (text: string): string => (matches(shape, text) ? text.replaceAll(group, '').replace(point || '.', '.') : '');
};

const grouping: Readonly<Record<string, (text: string) => string>> = {
  '1,234': grouped(',', ''),
  '1.234': grouped('.', ''),
  '1,234.5': grouped(',', '.'),
  '1.234,5': grouped('.', ','),
};

/** The ways numbers can be grouped, as `format` names them. */
export const groupings = Object.keys(grouping);

const toInt = (value: number): Fit =>
  Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31 ? value + 0 : UNFIT;
/** Whether the digits of a JSON number say an integer. Exactly: as a JavaScript number, `1e-400` would be 0. */
const isWhole = (source: string): boolean => {
  if (matches(WHOLE, source)) return true;
  const scientific = source.length <= MAX_DIGITS ? SCIENTIFIC.exec(source) : null;
  if (!scientific) return false;
  const [, before = '', after = '', exponent = ''] = scientific;
  const digits = `${before}${after}`.replace(/0+$/, '');
  return digits === '' || Number(exponent) + before.length >= digits.length;
};
const toFloat = (value: number): Fit => (Number.isFinite(value) ? value : UNFIT);

const plain: Readonly<Record<string, Leaf>> = {
  Int: {
    expects: 'an Int',
    text: (text) => (matches(WHOLE, text) ? toInt(Number(text)) : UNFIT),
    digits: (source) => (isWhole(source) ? toInt(Number(source)) : UNFIT),
    number: toInt,
  },
  Float: {
    expects: 'a Float',
    text: (text) => (matches(DECIMAL, text) ? toFloat(Number(text)) : UNFIT),
    digits: (source) => toFloat(Number(source)),
    number: toFloat,
  },
  Decimal: spelled('a Decimal', (text) => (matches(DECIMAL, text) ? text : UNFIT)),
  BigInt: spelled('a BigInt', (text) => (matches(INTEGER, text) ? text : UNFIT)),
};

/** Int, Float, Decimal and BigInt. The last two keep the digits as sent, and never become a JavaScript number. */
export const numberLeaf = (scalar: string, format: string | undefined): Leaf | undefined => {
  const leaf = Object.hasOwn(plain, scalar) ? plain[scalar] : undefined;
  // Read alike; written as a number instead of text.
  if (format === 'number' && (scalar === 'Decimal' || scalar === 'BigInt')) return leaf;
  const ungroup = format !== undefined && Object.hasOwn(grouping, format) ? grouping[format] : undefined;
  if (!leaf || !ungroup) return format === undefined ? leaf : undefined;
  return { ...leaf, text: (text, xml) => leaf.text(ungroup(text), xml) };
};
