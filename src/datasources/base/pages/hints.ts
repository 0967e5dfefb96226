import type { UpstreamError } from '../../../resilience/index.ts';
import type { Medium } from '../contract/medium.ts';
import type { MayTell } from '../contract/own-words.ts';
import { failureAt, textAt } from '../contract/text-at.ts';
import type { PagesOperation } from '../operation/operation.ts';
import { nextLink } from './next-link.ts';

/** What an answer says of pages, beside its items. */
export interface Hints {
  /** Where the next page lies: a cursor, or a URL. Absent where the answer names none. */
  readonly next?: string;
  /** Whether it says, in a place of its own, that there is more. */
  readonly more?: boolean;
  /** How many items it says there are in all. */
  readonly total?: number;
  /** What the API says went wrong where the next page would be told. */
  readonly failure?: UpstreamError;
}

type Headers = Readonly<Record<string, string>>;

/** Reads them from a document and the headers beside it. Paths begin where those of its items do. */
export type ReadHints = (document: unknown, headers: Headers, mayTell: MayTell) => Hints;

/** Compiles how an operation's answers speak of pages. @throws PathSyntaxError */
export const compileHints = (source: string, { next, total }: PagesOperation, medium: Medium): ReadHints => {
  const readNext = nextReader(source, next, medium);
  const moreAt = typeof next === 'object' && 'more' in next ? next.more : undefined;
  const more = moreAt === undefined ? undefined : textAt(source, moreAt, medium);
  const count = total === undefined ? undefined : textAt(source, total, medium);
  const failures = placesOf(next).map((place) => failureAt(source, place, medium));
  return (document, headers) => {
    const said = readNext(document, headers);
    const items = Number(count?.(document) || Number.NaN);
    const failure = failures.map((find) => find(document)).find((found) => found !== undefined);
    return {
      ...(said ? { next: said } : {}),
      ...(more ? { more: isYes(more(document)) } : {}),
      ...(Number.isSafeInteger(items) && items >= 0 ? { total: items } : {}),
      ...(failure ? { failure } : {}),
    };
  };
};

type Read = (document: unknown, headers: Headers) => string | undefined;

const nextReader = (source: string, next: PagesOperation['next'], medium: Medium): Read => {
  if (next === 'link') return (_document, { link }) => (link === undefined ? undefined : nextLink(link));
  if (typeof next === 'string' || 'last' in next) return () => undefined;
  if ('header' in next) return (_document, headers) => headers[next.header.toLowerCase()]?.trim();
  return textAt(source, 'url' in next ? next.url : next.cursor, medium);
};

/** Where the document speaks of the next page. */
const placesOf = (next: PagesOperation['next']): readonly string[] => {
  if (typeof next === 'string' || 'header' in next) return [];
  if ('url' in next) return [next.url];
  return [('cursor' in next ? next.cursor : undefined) ?? [], next.more ?? []].flat();
};

const isYes = (text: string | undefined): boolean => text !== undefined && !/^(|0|false)$/i.test(text);
