import type { Draft, DraftApi, DraftOperation } from '../draft.ts';
import { argsOf } from './args-of.ts';
import { codeOf, objectOf, quoted } from './code.ts';
import { commentsOf, docCommentOf } from './comment.ts';
import { type Doc, hardLine, indent, print, separate } from './doc.ts';
import { braced } from './list-of.ts';
import { operationDoc } from './operation-doc.ts';

/** Where the written code gets the library from. */
export interface SourceTextOptions {
  /** An import specifier: `'breakwater'`. */
  readonly from: string;
}

/** The `source.ts` of a source, formatted, with doc comments, and notes as comments. */
export const sourceText = (draft: Draft, { from }: SourceTextOptions): string => {
  const parts: Doc[] = separate(
    [apiDoc(draft.name, draft.api), ...draft.operations.map(operationDoc)],
    [hardLine, hardLine],
  ) as Doc[];
  const body: Doc = [
    commentsOf(draft.notes, '//'),
    docCommentOf(draft.says),
    `export class ${draft.className} extends DataSource {`,
    indent(hardLine, parts),
    hardLine,
    '}',
  ];
  const interfaces = draft.operations.flatMap(interfaceOf);
  const written = print(separate([...interfaces, body], [hardLine, hardLine]));
  return `${print(importDoc(namesIn(draft), from))}\n\n${written}\n`;
};

/** Arguments that have no room in the parameters of their function. */
const interfaceOf = (operation: DraftOperation): readonly Doc[] => {
  const { declared } = argsOf(operation);
  if (!declared) return [];
  const [name, members] = declared;
  return [[`interface ${name} {`, indent(members.map((member): Doc => [hardLine, member, ';'])), hardLine, '}']];
};

const apiDoc = (name: string, { baseUrl, options, notes }: DraftApi): Doc => {
  const members = Object.entries({ name, baseUrl, ...options }).map(([word, value]) => [word, codeOf(value)] as const);
  return [commentsOf(notes, '//'), 'static readonly api = ', objectOf(members), ' satisfies Api;'];
};

/** In the order that a formatter keeps them in. */
const importDoc = (names: readonly string[], from: string): Doc => {
  const sorted = ['type Api', ...names].toSorted((a, b) => compare(bare(a), bare(b)));
  return ['import ', braced(sorted, true), ` from ${quoted(from)};`];
};

const bare = (name: string): string => name.replace(/^type /, '');

/** Without regard to case, as far as there is a difference. */
const compare = (a: string, b: string): number => {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : a < b ? -1 : 1;
};

/** What the written code uses of the library. */
const namesIn = ({ api, operations }: Draft): readonly string[] => {
  const text = print(operations.map(operationDoc));
  const used = ['joined', 'path'].filter((name) =>
    new RegExp(name === 'path' ? '\\bpath`' : '\\bjoined\\(').test(text),
  );
  return [...new Set(['DataSource', ...api.imports, ...used])];
};
