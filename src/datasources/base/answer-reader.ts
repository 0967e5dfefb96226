import { compileAnswer } from './contract/answer.ts';
import { compileFaults } from './contract/faults.ts';
import { jsonMedium } from './contract/json-medium.ts';
import type { Medium } from './contract/medium.ts';
import { parsePath } from './contract/path.ts';
import type { Compiling } from './contract/reader.ts';
import type { Shape, Shapes, TypeRef } from './contract/shape.ts';
import { xmlMedium } from './contract/xml-medium.ts';
import { decodeText } from './decode/charset.ts';
import { parseJson } from './decode/json.ts';
import { expectFormat } from './decode/sniff.ts';
import type { ReadingWatch } from './drift/reading-watch.ts';
import { enveloped, formatOf } from './enveloped.ts';
import type { AnswerReader } from './http-call.ts';
import { type Language, languageOf } from './language.ts';
import { type Operation, type PagesOperation, wordsOf } from './operation/operation.ts';
import { compileHints } from './pages/hints.ts';
import { problemFinder } from './problems/find-problems.ts';
import { wantEnvelope } from './soap/soap-reader.ts';
import type { Api } from './source/api.ts';
import { nothingWanted } from './xml/element.ts';
import { elementBuilder } from './xml/element-builder.ts';
import { readLenient } from './xml/lenient-reader.ts';
import { readStrict } from './xml/strict-reader.ts';

export interface ReaderOptions {
  readonly api: Api;
  /** The operation's name. */
  readonly name: string;
  readonly operation: Operation;
  readonly shapes: Shapes;
  /** Whether the operation is its type's own loader. */
  readonly detail: boolean;
  /** Hears of what cannot go together. */
  readonly problem: (what: string, message: string) => void;
  /** Watches how documents are read. @default nobody does */
  readonly watch?: ReadingWatch;
}

/** Compiles how the answers of an operation are read, once a process. @throws PathSyntaxError */
export const answerReader = ({ api, name, operation, shapes, detail, problem, watch }: ReaderOptions): AnswerReader => {
  const format = languageOf(formatOf(operation, api));
  const wanted = nothingWanted();
  if (formatOf(operation, api) === 'soap') wantEnvelope(wanted);
  const medium = format === 'xml' ? xmlMedium(api.namespaces ?? {}, wanted) : jsonMedium;
  const { names, enums } = api;
  const compiling: Compiling = { shapes, medium, names, enums, problem, known: new Map(), heed: watch?.heed };
  const read = compileAnswer(api.name, `${api.name}.${name}`, answerShape(operation, format, detail), compiling);
  // A fault whose root is a name is of the other language where it starts with an item: `[0].message` is never XML.
  const faults = (api.faults ?? []).filter(({ at }) => format === 'json' || !at.startsWith('['));
  const findFault = faults.length > 0 ? compileFaults(api.name, faults, medium) : null;
  const findProblems = problemFinder(api.problems);
  const paged = operation.kind === 'pages' ? pagedReader(api.name, operation, medium, shapes) : {};
  const polled = 'poll' in operation && operation.poll !== undefined ? { polls: true } : {};
  if (format === 'json') {
    const parse = (body: Uint8Array, contentType: string | undefined) => {
      const text = decodeText(body, contentType, 'json');
      expectFormat(text, contentType, 'json');
      const document = parseJson(text, { exact: true });
      return watch ? watch.tree(document) : document;
    };
    return enveloped(
      { accept: 'application/json, */*;q=0.1', parse, findFault, findProblems, read, ...paged, ...polled },
      operation,
      api,
    );
  }
  const readXml = api.xml === 'lenient' ? readLenient : readStrict;
  const resolves = Object.keys(api.namespaces ?? {}).length > 0;
  const parse = (body: Uint8Array, contentType: string | undefined) => {
    const text = decodeText(body, contentType, 'xml');
    expectFormat(text, contentType, 'xml');
    const builder = elementBuilder(wanted, resolves);
    readXml(text, watch ? watch.events(builder, wanted) : builder);
    return builder.document;
  };
  const accept = 'application/xml, text/xml;q=0.9, */*;q=0.1';
  return enveloped({ accept, parse, findFault, findProblems, read, ...paged, ...polled }, operation, api);
};

/** What the answers of pages say beside their items. */
const pagedReader = (source: string, operation: PagesOperation, medium: Medium, shapes: Shapes) => ({
  hints: compileHints(source, operation, medium),
  identified: isIdentified(shapes.get(operation.type)),
});

/** Whether every record of a type says which it is. */
export const isIdentified = (shape: Shape | undefined): boolean =>
  shape?.kind === 'record' &&
  shape.fields.some(({ name, type }) => name === 'id' && !('list' in type) && type.name === 'ID' && type.nonNull);

/** Of one key, asked for by itself, the row may stand by itself. In XML it always may. */
const loneRow = (operation: Operation, language: Language): { readonly lone?: true } => {
  const { key, zip } = wordsOf(operation.at);
  const ofOne = operation.kind === 'batch' && operation.max === 1 && !operation.whole && !operation.list;
  return ofOne && language === 'json' && key === undefined && !zip ? { lone: true } : {};
};

const answerShape = (operation: Operation, language: Language, detail: boolean) => {
  const { path, ...words } = { ...loneRow(operation, language), ...wordsOf(operation.at) };
  const item: TypeRef = { name: operation.type, nonNull: false };
  const rows = operation.kind === 'batch' || operation.kind === 'pages' || operation.list;
  const index = operation.kind === 'batch' && typeof operation.match === 'object' ? operation.match.index : undefined;
  return {
    type: rows ? { list: item, nonNull: false } : item,
    wire: { ...words, ...(path === undefined ? {} : { path: parsePath(path) }) },
    detail,
    ...(index === undefined ? {} : { index: parsePath(index) }),
  };
};
