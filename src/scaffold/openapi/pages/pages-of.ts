import type { Literal, Note, Placed } from '../../draft.ts';
import type { Answer } from '../answer/answer-of.ts';
import { memberAt, membersOf, nodeAt } from '../node.ts';
import type { OpenApiOperation } from '../operations-in.ts';
import type { Parameter } from '../request/parameter.ts';
import { resolve } from '../resolve.ts';
import type { SchemaView } from '../schema/schema-view.ts';
import type { Making } from '../types/making.ts';
import { type PageEnvelope, pageEnvelope } from './page-envelope.ts';
import { type PageWords, pageWords } from './page-words.ts';

/** A list that comes in pages. */
export interface PagesOf {
  readonly items: SchemaView;
  /** `next`, `at`, `total`, `size`, `start`. */
  readonly options: Readonly<Record<string, Literal>>;
  readonly query: readonly Placed[];
  /** Parameters that are no arguments any more. */
  readonly spent: ReadonlySet<Parameter>;
  readonly notes: readonly Note[];
}

/** Reads an operation as pages; undefined if it is none, or says too little of how they follow each other. */
export const pagesOf = (
  operation: OpenApiOperation,
  answer: Answer,
  parameters: readonly Parameter[],
  making: Making,
): PagesOf | undefined => {
  const { view, medium, response } = answer;
  if (operation.method !== 'get' || !view || medium !== 'json') return undefined;
  const envelope = pageEnvelope(view, making.views);
  if (!envelope || !isObject(envelope.items)) return undefined;
  const words = pageWords(parameters);
  const next = nextOf(words, envelope, linksIn(making, response?.node));
  if (!next) return undefined;
  const { size, used } = sizeOf(words, making);
  const place = ['number', 'offset', 'cursor'].includes(next.word ?? '')
    ? words[next.word as keyof PageWords]
    : undefined;
  const start = next.next === 'number' && words.number ? startOf(words.number, making) : 1;
  const query: Placed[] = [
    ...(words.size ? [{ name: words.size.name, slot: { page: 'size' } } as const] : []),
    ...(place ? [{ name: place.name, slot: { page: next.word as 'number' | 'offset' | 'cursor' } }] : []),
  ];
  // The others would only be in the way: a page is named once.
  const spent = new Set(
    [words.size, words.number, words.offset, words.cursor].filter(
      (each) => each !== undefined && (each === words.size || each === place || !each.required),
    ) as Parameter[],
  );
  const says = `Read as pages: ${next.says}${used}.`;
  return {
    items: envelope.items,
    query,
    spent,
    options: {
      ...(envelope.at === undefined ? {} : { at: envelope.at }),
      next: next.next,
      ...(envelope.total === undefined ? {} : { total: envelope.total }),
      ...(size === 100 ? {} : { size }),
      ...(start === 1 ? {} : { start }),
    },
    notes: [{ kind: 'guessed', at: operation.at, says }],
  };
};

const isObject = (view: SchemaView): boolean => view.properties.size > 0 || view.variants.length > 0;

interface NextOf {
  readonly next: Literal;
  readonly word?: keyof PageWords;
  readonly says: string;
}

/** How pages follow each other, by the surest sign that there is. */
const nextOf = (words: PageWords, envelope: PageEnvelope, hasLink: boolean): NextOf | undefined => {
  const { size, number, offset, cursor } = words;
  const asks = size ?? number ?? offset ?? cursor;
  if (hasLink && asks) return { next: 'link', says: 'the header Link leads from one to the next' };
  if (envelope.cursor !== undefined && cursor)
    return { next: { cursor: envelope.cursor }, word: 'cursor', says: `${envelope.cursor} goes into ${cursor.name}` };
  if (envelope.url !== undefined && asks)
    return { next: { url: envelope.url }, says: `${envelope.url} is the address of the next` };
  if (cursor && envelope.more !== undefined && envelope.items.properties.has('id'))
    return {
      next: { last: 'id', more: envelope.more },
      word: 'cursor',
      says: `${cursor.name} is the id of the last item, while ${envelope.more}`,
    };
  // Where pages are counted, one that is short is the last: nobody could tell without its size.
  if (number && size) return { next: 'number', word: 'number', says: `${number.name} counts them` };
  if (offset && size) return { next: 'offset', word: 'offset', says: `${offset.name} counts the items before` };
  return undefined;
};

/** A page is as large as the API gives; one that gives less than it is asked for would end the list early. */
const sizeOf = ({ size }: PageWords, making: Making): { readonly size: number; readonly used: string } => {
  if (!size) return { size: 100, used: '' };
  const view = making.views.of(size.schema, size.at);
  const byDefault = memberAt(size.schema, 'default') ?? memberAt(size.node, 'default');
  const said = view?.maximum ?? inWords(size.description) ?? (typeof byDefault === 'number' ? byDefault : undefined);
  const number = said !== undefined && Number.isInteger(said) && said >= 1 ? Math.min(said, 100) : undefined;
  return {
    size: number ?? 100,
    used: number === undefined ? `, and ${size.name} may be 100` : `, ${number} items each`,
  };
};

/** `max 50`, `maximum: 100`. */
const inWords = (text: string | undefined): number | undefined => {
  const found = /\bmax(?:imum)?\b[^.\d]{0,20}(\d{1,6})\b/i.exec(text ?? '')?.[1];
  return found === undefined ? undefined : Number(found);
};

/** Some count from 0. */
const startOf = (number: Parameter, making: Making): number => {
  const first = memberAt(number.schema, 'default');
  return first === 0 || (first === undefined && making.views.of(number.schema, number.at)?.minimum === 0) ? 0 : 1;
};

const linksIn = ({ root }: Making, response: unknown): boolean =>
  membersOf(nodeAt(response, 'headers')).some(
    ([name, value]) => /^link$/i.test(name) && resolve(root, value) !== undefined,
  );
