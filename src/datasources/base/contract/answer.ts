import { isUpstreamError } from '../../../resilience/index.ts';
import { Element } from '../xml/element.ts';
import { compileType } from './compile.ts';
import { checkPlace } from './fields.ts';
import { type Cursor, type Medium, newCursor } from './medium.ts';
import { misfit } from './misfit.ts';
import type { Path } from './path.ts';
import type { Compiling } from './reader.ts';
import { isLeaf, nameOf, type Shapes, type TypeRef, type Wire } from './shape.ts';

/** What an operation answers with: `type`, at `wire.path` or in the whole document. */
export interface AnswerShape {
  readonly type: TypeRef;
  readonly wire: Wire;
  /** Whether this is the answer of the type's own `@load`, so that `detail` fields are in it. */
  readonly detail: boolean;
  /** Where each row says its index, if rows are checked by one. */
  readonly index?: Path;
}

/** The slot of a row that holds the index the API sent. Not a GraphQL name, so it cannot clash. */
export const ROW_INDEX = '$index';

/** What was read of a document. */
export interface ReadValue {
  readonly value: unknown;
  /** Values in it that did not fit, and stand there as errors. */
  readonly misfits: number;
}

/** From a document to the operation's value. @throws UpstreamError if the place itself is not there */
export type ReadAnswer = (document: unknown) => ReadValue;

const WHOLE: Path = { text: '.', up: 0, steps: [] };

/** Compiles the reading of an operation's answer. `what` names it in messages: `worldbank.country`. */
export const compileAnswer = (source: string, what: string, answer: AnswerShape, compiling: Compiling): ReadAnswer => {
  const { type, wire } = answer;
  const { medium } = compiling;
  const list = 'list' in type;
  const path = wire.path ?? WHOLE;
  checkWords(answer, path, what, compiling);
  const rootOf = rootReader(what, path, medium);
  const text = isLeaf(type, compiling.shapes);
  const locate = medium.locate({ what, path, list, text, nulls: [], inRow: false });
  const read = compileType(
    type,
    wire,
    what,
    { detail: answer.detail },
    { ...compiling, shapes: withIndex(answer, compiling.shapes) },
  );
  const none = list ? EMPTY : null;
  // XML cannot say "null" where it has no element: an item that is not there is then no row.
  const mayBeAbsent = medium.xml && path.steps.some(({ suffixes }) => suffixes.some((suffix) => suffix !== 'each'));
  return (document) => {
    const cursor = newCursor(source, wire.path ? [path.text] : []);
    const found = locate(rootOf(document, cursor), null, cursor);
    if (isUpstreamError(found)) throw found;
    if (found === null || (found === undefined && mayBeAbsent)) return { value: none, misfits: 0 };
    if (found === undefined) throw misfit(cursor, what, list ? 'a list' : 'an object', 'nothing');
    const value = read(found, cursor.up, cursor);
    if (isUpstreamError(value)) throw value;
    return { value, misfits: cursor.misfits };
  };
};

const EMPTY: readonly unknown[] = Object.freeze([]);

/** Reports words of the place that this answer cannot have. */
const checkWords = ({ type, wire }: AnswerShape, path: Path, what: string, compiling: Compiling): void => {
  checkPlace(path, type, what, compiling);
  for (const word of ['key', 'zip', 'lone'] as const) {
    if (wire[word] && !('list' in type))
      compiling.problem(what, `"${word}" makes a list, but it answers with one ${type.name}`);
  }
};

/**
 * What the place is looked for from: the root value, or in XML, where the first step names the root element, the node around it.
 * An answer that is another document altogether must not look like one without rows.
 */
const rootReader = (what: string, path: Path, medium: Medium): ((document: unknown, cursor: Cursor) => unknown) => {
  if (!medium.xml) {
    return (document, cursor) => {
      if (document === null || document === undefined)
        throw misfit(cursor, what, 'a document', medium.inWords(document));
      return document;
    };
  }
  const [first] = path.steps;
  if (!first) return (document) => (document instanceof Element ? document.children[0] : document);
  const root = medium.locate({
    what,
    path: { text: '', up: 0, steps: [{ ...first, suffixes: [] }] },
    list: false,
    text: false,
    nulls: [],
    inRow: false,
  });
  return (document, cursor) => {
    if (root(document, null, cursor) === undefined) throw misfit(cursor, what, `<${first.name}>`, 'another document');
    return document;
  };
};

/** The shapes of the graph, with the row's index as one more field of the answered type. */
const withIndex = ({ index, type }: AnswerShape, shapes: Shapes): Shapes => {
  const shape = shapes.get(nameOf(type));
  if (!index || shape?.kind !== 'record') return shapes;
  // The index stands beside the record's own place, not within it.
  const levels = shape.path?.steps.filter(({ name }) => name !== null).length ?? 0;
  const field = {
    name: ROW_INDEX,
    type: { name: 'Int', nonNull: false },
    wire: { path: { ...index, up: index.up + levels } },
  };
  return new Map(shapes).set(shape.name, { ...shape, fields: [...shape.fields, field] });
};
