import type { Parameter } from '../request/parameter.ts';

/** The parameters that say which page is asked for. */
export interface PageWords {
  readonly size?: Parameter;
  readonly number?: Parameter;
  readonly offset?: Parameter;
  readonly cursor?: Parameter;
}

const plain = (name: string): string =>
  name
    .replace(/^page\[(\w+)\]$/, 'page$1')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();

const WORDS: readonly (readonly [keyof PageWords, RegExp])[] = [
  [
    'size',
    /^(perpage|pagesize|limit|maxresults|pagelimit|top|itemsperpage|numperpage|resultsperpage|rows|pagecount|count)$/,
  ],
  ['number', /^(page|pagenumber|pageno|pagenum|pageindex|currentpage)$/],
  ['offset', /^(offset|skip|startindex|startat|pageoffset|startrow)$/],
  [
    'cursor',
    /^(cursor|after|startingafter|pagetoken|nexttoken|nextpagetoken|nextcursor|continuationtoken|continuation|pagecursor|startcursor|paginationtoken|pagebookmark|pageafter|nextpage|scrollid|marker|exclusivestartkey)$/,
  ],
];

/** The word of paging that a parameter is, by its name. */
export const pageWordOf = (name: string): keyof PageWords | undefined =>
  WORDS.find(([, pattern]) => pattern.test(plain(name)))?.[0];

/** Which parameters of a query are words of paging. */
export const pageWords = (parameters: readonly Parameter[]): PageWords => {
  const found: { -readonly [word in keyof PageWords]: Parameter } = {};
  for (const parameter of parameters) {
    if (parameter.in !== 'query') continue;
    const word = pageWordOf(parameter.name);
    if (word && !found[word]) found[word] = parameter;
  }
  return found;
};
