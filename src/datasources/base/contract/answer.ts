import { isUpstreamError } from '../../../resilience/index.ts';
import { Element } from '../xml/element.ts';
import { type Compiling, compileType } from './compile.ts';
import type { Cursor } from './medium.ts';
import { misfit } from './misfit.ts';
import type { Path } from './path.ts';
import { nameOf, type Shapes, type TypeRef, type Wire } from './shape.ts';

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

/** From a document to the operation's value. @throws UpstreamError if the place itself is not there */
export type ReadAnswer = (document: unknown) => unknown;

const WHOLE: Path = { text: '.', up: 0, steps: [] };

/** Compiles the reading of an operation's answer. `what` names it in messages: `worldbank.country`. */
export const compileAnswer = (source: string, what: string, answer: AnswerShape, compiling: Compiling): ReadAnswer => {
  const { type, wire } = answer;
  const { medium } = compiling;
  const list = 'list' in type;
  const path = wire.path ?? WHOLE;
  const locate = medium.locate({ what, path, list, nulls: wire.null ?? [], inRow: false });
  const read = compileType(type, wire, what, { detail: answer.detail }, { ...compiling, shapes: withIndex(answer, compiling.shapes) });
  const mayEnd = typeof path.steps.at(-1)?.suffixes.at(-1) === 'number';
  return (document) => {
    const cursor: Cursor = { source, path: wire.path ? [path.text] : [], up: null, member: '', row: 0 };
    const root = document instanceof Element ? document.children[0] : document;
    if (root === null || root === undefined) throw misfit(cursor, what, medium.xml ? `<${path.steps[0]?.name ?? 'root'}>` : 'a document', medium.xml ? 'another document' : 'null');
    const found = locate(wire.path ? document : root, null, cursor);
    if (isUpstreamError(found)) throw found;
    if (found === undefined && mayEnd && !list) return null;
    if (found === undefined || (found === null && list)) throw misfit(cursor, what, list ? 'a list' : 'an object', found === null ? 'null' : 'nothing');
    const value = found === null ? null : read(found, cursor.up, cursor);
    if (isUpstreamError(value)) throw value;
    return value;
  };
};

/** The shapes of the graph, with the row's index as one more field of the answered type. */
const withIndex = ({ index, type }: AnswerShape, shapes: Shapes): Shapes => {
  const shape = shapes.get(nameOf(type));
  if (!index || shape?.kind !== 'record') return shapes;
  // The index stands beside the record's own place, not within it.
  const path = shape.path ? { ...index, up: index.up + 1 } : index;
  const field = { name: ROW_INDEX, type: { name: 'Int', nonNull: false }, wire: { path } };
  return new Map(shapes).set(shape.name, { ...shape, fields: [...shape.fields, field] });
};

