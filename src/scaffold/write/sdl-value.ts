import type { Literal } from '../draft.ts';
import { isSourceCode } from '../source-code.ts';
import { type Doc, either, group, indent, line, separate, softLine } from './doc.ts';
import { braced, bracketed } from './list-of.ts';
import { wellFormed } from './plain.ts';

/** A value of SDL: `["a", { b: 1 }]`. Keys of objects must be legal names. */
const sdlValue = (value: Literal): Doc => {
  if (typeof value === 'string') return sdlString(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
  if (typeof value === 'boolean' || value === null) return String(value);
  if (isList(value)) return bracketed(value.map(sdlValue), false);
  if (isSourceCode(value)) return value.code;
  return braced(
    Object.entries(value).map(([name, each]) => [`${name}: `, sdlValue(each)]),
    false,
  );
};

/** A string of one line, with escapes where they are needed. */
const sdlString = (text: string): string => JSON.stringify(text.toWellFormed());

/** A string above what it describes, in one line if it is one. */
export const sdlDescription = (text: string | undefined): readonly string[] => {
  const lines = wellFormed(text ?? '')
    .trim()
    .split('\n')
    .map((each) => each.trimEnd());
  const [only = ''] = lines;
  if (lines.length === 1) return only === '' ? [] : /["\\]/.test(only) ? block(lines) : [`"${only}"`];
  return block(lines);
};

const block = (lines: readonly string[]): readonly string[] => [
  '"""',
  ...lines.map((each) => each.replaceAll('"""', '\\"""')),
  '"""',
];

/** `@wire(path: "a", null: [""])`; words that are undefined are not said. */
export const directive = (name: string, words: Readonly<Record<string, Literal>> | undefined): readonly Doc[] => {
  const said = Object.entries(words ?? {});
  if (said.length === 0) return [];
  const args = said.map(([word, value]): Doc => [`${word}: `, sdlValue(value)]);
  return [group(`@${name}(`, indent(softLine, separate(args, [either('', ','), line])), softLine, ')')];
};

const isList = (value: Literal): value is readonly Literal[] => Array.isArray(value);
