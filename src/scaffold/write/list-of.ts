import { type Doc, either, group, indent, line, separate, softLine } from './doc.ts';

/** Members between braces, with blanks inside: `{ a: 1, b: 2 }`. A comma after the last, where lines break, in TypeScript; no commas at all in SDL. */
export const braced = (members: readonly Doc[], commas: boolean): Doc =>
  members.length === 0 ? '{}' : group('{', inside(members, line, commas), line, '}');

/** Items between brackets: `[1, 2]`. */
export const bracketed = (items: readonly Doc[], commas: boolean): Doc =>
  items.length === 0 ? '[]' : group('[', inside(items, softLine, commas), softLine, ']');

const inside = (docs: readonly Doc[], first: Doc, commas: boolean): Doc => {
  const between: Doc = [either(commas ? ',' : '', ','), line];
  return [indent(first, separate(docs, between)), commas ? either(',', '') : ''];
};

/** Arguments between parentheses, in one line or each on its own. */
export const called = (args: readonly Doc[]): Doc =>
  group('(', indent(softLine, separate(args, [',', line])), either(',', ''), softLine, ')');
