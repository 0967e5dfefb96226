import { type Api, DataSource, joined, path } from '../base/index.ts';

/** World Bank API v2, JSON and XML: https://datahelpdesk.worldbank.org/knowledgebase/articles/889392 */
export class WorldBank extends DataSource {
  static readonly api = {
    name: 'worldbank',
    baseUrl: 'https://api.worldbank.org/v2/',
    // Its errors arrive as HTTP 200: JSON in place of the rows, XML under another root element.
    faults: [
      { at: '[0].message', code: '[0].message[0].id', kinds: { 120: 'notFound' } },
      { at: 'error.message', code: 'error.message.@id', kinds: { 120: 'notFound' } },
    ],
  } satisfies Api;

  /** However many fields ask, the API sees one request per 50 codes. */
  country = this.batch('Country', {
    key: 'code',
    at: '[1]',
    max: 50,
    ignoreCase: true,
    notFound: 'null',
    fetch: (codes) => ({
      path: path`country/${joined(codes, ';')}`,
      query: { format: 'json', per_page: codes.length },
    }),
  });

  /** One request for many countries and indicators; a page as large as the answer, so nothing is cut off. */
  indicators = this.batch('[Observation]', {
    key: 'countryCode',
    at: 'data.data',
    format: 'xml',
    max: 50,
    fetch: (codes, { ids, years }: { ids: readonly string[]; years: number }) => ({
      path: path`country/${joined(codes, ';')}/indicator/${joined(ids, ';')}`,
      query: { format: 'xml', source: 2, mrv: years, per_page: codes.length * ids.length * years },
    }),
  });
}
