import { type Fit, type Leaf, spelled, UNFIT } from './leaf.ts';

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?$/;
const INTEGER = /^[+-]?\d+$/;
const WHOLE = /^[+-]?\d+(\.0*)?$/;
/** No number that anybody means has more digits; a longer one is not worth reading. */
const MAX_DIGITS = 1000;

/** `"1,234.5"`: the example says which sign groups and which one is the decimal point. */
const grouping: Readonly<Record<string, (text: string) => string>> = {
  '1,234': (text) => text.replaceAll(',', ''),
  '1.234': (text) => text.replaceAll('.', ''),
  '1,234.5': (text) => text.replaceAll(',', ''),
  '1.234,5': (text) => text.replaceAll('.', '').replace(',', '.'),
};

/** The ways numbers can be grouped, as `format` names them. */
export const groupings = Object.keys(grouping);

const fit = (pattern: RegExp, text: string): boolean => text.length <= MAX_DIGITS && pattern.test(text);

const toInt = (value: number): Fit => (Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31 ? value + 0 : UNFIT);
const toFloat = (value: number): Fit => (Number.isFinite(value) ? value : UNFIT);

const plain: Readonly<Record<string, Leaf>> = {
  Int: {
    expects: 'an Int',
    text: (text) => (fit(WHOLE, text) ? toInt(Number(text)) : UNFIT),
    digits: (source) => toInt(Number(source)),
    number: toInt,
  },
  Float: {
    expects: 'a Float',
    text: (text) => (fit(DECIMAL, text) ? toFloat(Number(text)) : UNFIT),
    digits: (source) => toFloat(Number(source)),
    number: toFloat,
  },
  Decimal: spelled('a Decimal', (text) => (fit(DECIMAL, text) ? text : UNFIT)),
  BigInt: spelled('a BigInt', (text) => (fit(INTEGER, text) ? text : UNFIT)),
};

/** Int, Float, Decimal and BigInt. The last two keep the digits as sent, and never become a JavaScript number. */
export const numberLeaf = (scalar: string, format: string | undefined): Leaf | undefined => {
  const leaf = plain[scalar];
  const ungroup = format === undefined ? undefined : grouping[format];
  if (!leaf || !ungroup) return format === undefined ? leaf : undefined;
  return { ...leaf, text: (text, xml) => leaf.text(ungroup(text), xml) };
};
