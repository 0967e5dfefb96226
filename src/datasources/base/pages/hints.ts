import type { Medium } from '../contract/medium.ts';
import { textAt } from '../contract/text-at.ts';
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
}

type Headers = Readonly<Record<string, string>>;

/** Reads them from a document and the headers beside it. */
export type ReadHints = (document: unknown, headers: Headers) => Hints;

/** Compiles how an operation's answers speak of pages. @throws PathSyntaxError */
export const compileHints = (source: string, { next, total }: PagesOperation, medium: Medium): ReadHints => {
  const readNext = nextReader(source, next, medium);
  const more = typeof next === 'object' && 'more' in next ? textAt(source, next.more, medium) : undefined;
  const count = total === undefined ? undefined : textAt(source, total, medium);
  return (document, headers) => {
    const said = readNext(document, headers);
    const items = Number(count?.(document) || Number.NaN);
    return {
      ...(said ? { next: said } : {}),
      ...(more ? { more: isYes(more(document)) } : {}),
      ...(Number.isSafeInteger(items) && items >= 0 ? { total: items } : {}),
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

const isYes = (text: string | undefined): boolean => text !== undefined && !/^(|0|false)$/i.test(text);
