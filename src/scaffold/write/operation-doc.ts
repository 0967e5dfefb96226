import type { DraftOperation } from '../draft.ts';
import { argsOf } from './args-of.ts';
import { codeOf, keyOf, objectOf, quoted } from './code.ts';
import { commentsOf, docCommentOf } from './comment.ts';
import { type Doc, firstOf, group, indent, line, separate } from './doc.ts';
import { called } from './list-of.ts';
import { keysName, requestDoc } from './request-doc.ts';

/** An operation as a member of its class, with its notes and what it is for. */
export const operationDoc = (operation: DraftOperation): Doc => [
  commentsOf(operation.notes, '//'),
  docCommentOf(operation.description),
  `${keyOf(operation.name)} = this.${operation.kind}`,
  operation.kind === 'batch' ? batchDoc(operation) : callDoc(operation),
  ';',
];

/** `(args) => request`. */
const functionDoc = (operation: DraftOperation): { readonly doc: Doc; readonly isObject: boolean } => {
  const naming = { ...argsOf(operation), keys: keysName(operation) };
  const { doc, isObject } = requestDoc(operation, naming);
  const first = operation.kind === 'batch' ? (takesKeys(operation) ? naming.keys : naming.parameter && '_') : undefined;
  const last = operation.kind === 'pages' && takesPage(operation) ? 'page' : undefined;
  const args = naming.parameter ?? (last && '_');
  const head = `(${[first, args, last].filter((each) => each !== undefined).join(', ')}) =>`;
  return { doc: isObject ? [head, ' (', doc, ')'] : group(head, indent(line, doc)), isObject };
};

const batchDoc = (operation: DraftOperation): Doc => {
  const options = Object.entries(operation.options).map(([name, value]): readonly [string, Doc] => [
    name,
    codeOf(value),
  ]);
  return hugging([quoted(operation.type)], objectOf([...options, ['fetch', functionDoc(operation).doc]]));
};

const callDoc = (operation: DraftOperation): Doc => {
  const { doc, isObject } = functionDoc(operation);
  const type = quoted(operation.type);
  if (Object.keys(operation.options).length > 0) return hugging([type, doc], codeOf(operation.options));
  return isObject ? hugging([type], doc) : called([type, doc]);
};

/** Arguments in one line; or with the last alone broken; or each on a line of its own. */
const hugging = (before: readonly Doc[], last: Doc): Doc => {
  const flat = separate(
    before.map((each) => group(each)),
    ', ',
  );
  return firstOf(group('(', flat, ', ', last, ')'), ['(', flat, ', ', broken(last), ')'], called([...before, last]));
};

/** The same with its outermost groups broken. */
const broken = (doc: Doc): Doc => {
  if (typeof doc === 'string') return doc;
  if (!('kind' in doc)) return doc.map(broken);
  return doc.kind === 'group' ? doc.of : doc;
};

const takesKeys = ({ options, request }: DraftOperation): boolean =>
  options['whole'] !== true || JSON.stringify(request).includes('"keys":true');

const takesPage = ({ request: { path, query, headers, body } }: DraftOperation): boolean =>
  JSON.stringify([path, query, headers, body]).includes('"page":');
