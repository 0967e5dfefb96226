/**
 * World Bank Indicators API, version 2.
 * Documentation: https://datahelpdesk.worldbank.org/knowledgebase/articles/889392-about-the-indicators-api-documentation
 *
 * True data: the 217 economies, their codes, regions, capitals and where these lie; income levels and lending types as far
 * as we know. Made up: every value of every indicator, deterministic and of a plausible order of magnitude.
 * Unverified, for want of a live host: the error for several indicators without `source`, and the order of rows.
 * Left out: aggregates (World, regions, income groups), `country` answers in other languages, `footnote`, `gapfill`.
 */
import { notFound, readOnly } from './answers.ts';
import { segments } from './segments.ts';
import type { SimulatedAnswer, Simulator } from './simulator.ts';
import {
  countryJson,
  countryXml,
  type Fault,
  faultDocument,
  observationJson,
  observationXml,
} from './worldbank/documents.ts';
import { type Economy, economies, economyOf } from './worldbank/economies.ts';
import { observe } from './worldbank/observations.ts';
import { pageOf, wholeNumber } from './worldbank/paging.ts';
import { indicators } from './worldbank/series.ts';
import { yearsOf } from './worldbank/years.ts';

const invalid: Fault = { id: '120', key: 'Invalid value', value: 'The provided parameter value is not valid' };
const unknownIndicator: Fault = {
  id: '175',
  key: 'Invalid format',
  value: 'The indicator was not found. It may have been deleted or archived.',
};

export const simulator: Simulator = {
  name: 'worldbank',
  basePath: '/v2/',
  answer: readOnly(({ path, query }) => {
    const [collection, codes = 'all', detail, ids, ...rest] = segments(path);
    if (rest.length > 0) return notFound(path);
    if (collection === 'region' && detail === 'country' && ids === undefined) {
      const members = economies.filter(({ region }) => codes.toUpperCase().split(';').includes(region.id));
      return list(query, members.length === 0 ? undefined : members);
    }
    if (collection !== 'country') return notFound(path);
    if (detail === undefined) return list(query, economiesOf(codes));
    return detail === 'indicator' && ids !== undefined ? series(query, economiesOf(codes), ids) : notFound(path);
  }),
};

/** The economies with these codes, each once, in the API's order; undefined as soon as one code is unknown. */
function economiesOf(codes: string): readonly Economy[] | undefined {
  if (codes.toLowerCase() === 'all') return economies;
  const asked = codes.split(';').map(economyOf);
  return asked.includes(undefined) ? undefined : economies.filter((economy) => asked.includes(economy));
}

function list(query: URLSearchParams, rows: readonly Economy[] | undefined): SimulatedAnswer {
  const format = query.get('format') ?? 'xml';
  const page = rows && pageOf(query, rows);
  if (page === undefined) return faultDocument(format, invalid);
  return format === 'json' ? countryJson(page) : countryXml(page);
}

function series(query: URLSearchParams, asked: readonly Economy[] | undefined, ids: string): SimulatedAnswer {
  const format = query.get('format') ?? 'xml';
  const wanted = ids.split(';').map((id) => indicators.get(id));
  const known = wanted.filter((indicator) => indicator !== undefined);
  if (known.length < wanted.length) return faultDocument(format, unknownIndicator);
  const years = yearsOf(query.get('date'));
  const recent = { mrv: count(query, 'mrv'), mrnev: count(query, 'mrnev') };
  const severalFromNowhere = known.length > 1 && query.get('source') !== '2';
  if (severalFromNowhere || asked === undefined || years === undefined || Object.values(recent).includes(0)) {
    return faultDocument(format, invalid);
  }
  const page = pageOf(query, observe(asked, known, years, recent));
  if (page === undefined) return faultDocument(format, invalid);
  return format === 'json' ? observationJson(page) : observationXml(page);
}

/** A count in the query: undefined when it is not asked for, 0 when it is not a count. */
function count(query: URLSearchParams, name: string): number | undefined {
  const digits = query.get(name);
  return digits === null ? undefined : (wholeNumber(digits) ?? 0);
}
