import type { Literal, Note } from '../../draft.ts';
import { memberAt, textAt } from '../node.ts';
import type { OpenApiOperation } from '../operations-in.ts';
import type { SchemaView } from '../schema/schema-view.ts';
import type { Making } from '../types/making.ts';
import { stepOf } from '../types/wire-place.ts';
import { type Response, responseOf } from './response-of.ts';

/** What an operation answers with. */
export interface Answer {
  /** `'Post'` or `'[Post]'`. */
  readonly type: string;
  /** `at`, `format`. */
  readonly options: Readonly<Record<string, Literal>>;
  readonly notes: readonly Note[];
  readonly response: Response | undefined;
  readonly medium: 'json' | 'xml';
  /** What the body holds, where it says. */
  readonly view: SchemaView | undefined;
}

/** @param hint what its type is called, if it has no name */
export const answerOf = (operation: OpenApiOperation, hint: string, making: Making): Answer => {
  const response = responseOf(making.root, operation);
  const at = response?.at ?? `${operation.at}.responses`;
  const plain = { type: 'JSON', options: {}, response, medium: 'json', view: undefined } as const;
  if (!response) return { ...plain, notes: [guess(at, 'No answer of success is described: it is JSON.')] };
  const { content, status } = response;
  const told = status === 'default' ? [guess(at, 'The answer of success is taken to be the default one.')] : [];
  if (!content) {
    const says = 'The answer is described without a body: it is null, or JSON if there is one after all.';
    return { ...plain, notes: [...told, guess(at, says)] };
  }
  const medium = content.medium === 'xml' ? 'xml' : 'json';
  if (content.schema === undefined && medium === 'json')
    return { ...plain, notes: [...told, guess(content.at, 'What the answer holds is not described: it is JSON.')] };
  const view = making.views.of(content.schema ?? {}, content.at);
  const typed = making.typeOf(content.schema ?? {}, { direction: 'out', medium, hint, field: '', at: content.at });
  const notes = [...told, ...(typed.notes ?? [])];
  if (medium === 'xml') return { ...xmlAnswer(typed.type, view, content, notes), response, medium, view };
  const { type, ...rest } = placed(typed, content.at);
  return { type, options: rest.options, notes: [...notes, ...rest.notes], response, medium, view };
};

const guess = (at: string, says: string): Note => ({ kind: 'guessed', at, says });

interface Placed {
  readonly type: string;
  readonly options: Readonly<Record<string, Literal>>;
  readonly notes: readonly Note[];
}

/** An operation answers with a type, or one list of it; words that stand on fields elsewhere stand in its place. */
const placed = (
  typed: { readonly type: string; readonly wire?: Readonly<Record<string, Literal>> },
  at: string,
): Placed => {
  const { key, lone } = typed.wire ?? {};
  const plain = /^(\[?)(\w+)!?\]?$/.exec(typed.type);
  if (!plain) {
    const says = 'The answer is a list of lists, with which no operation answers; it is JSON.';
    return { type: 'JSON', options: {}, notes: [{ kind: 'left out', at, says }] };
  }
  const type = plain[1] === '[' ? `[${plain[2]}]` : (plain[2] ?? 'JSON');
  if (key === undefined && lone === undefined) return { type, options: {}, notes: [] };
  return { type, options: { at: { path: '.', ...(key === undefined ? { lone: true } : { key }) } }, notes: [] };
};

/** In XML a place begins with the name of the root element. */
const xmlAnswer = (
  typed: string,
  view: SchemaView | undefined,
  { at, schema }: { readonly at: string; readonly schema: unknown },
  notes: readonly Note[],
): Placed => {
  const own = textAt(view?.xml, 'name') ?? (textAt(schema, '$ref') === undefined ? undefined : view?.name);
  const root = own ?? 'root';
  const list = /^\[(\w+)!?\]$/.exec(typed)?.[1];
  const told: readonly Note[] =
    own === undefined ? [guess(at, 'The root element is not named; "root" stands for it.')] : [];
  const options = (place: string) => ({ at: place, format: 'xml' });
  if (list !== undefined) {
    const item =
      textAt(memberAt(view?.items, 'xml'), 'name') ?? textAt(view?.items, '$ref')?.split('/').at(-1) ?? 'item';
    const type = list === 'JSON' ? 'String' : list;
    return { type: `[${type}]`, options: options(`${stepOf(root)}.${stepOf(item)}`), notes: [...notes, ...told] };
  }
  const isTree = typed === 'JSON' || !/^\w+$/.test(typed);
  const says =
    'What the answer holds is not described, and there is no JSON in XML: it is the text of the root element.';
  return {
    type: isTree ? 'String' : typed,
    options: options(stepOf(root)),
    notes: [...notes, ...told, ...(isTree ? [{ kind: 'left out', at, says } as const] : [])],
  };
};
