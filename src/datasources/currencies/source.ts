import { type Api, DataSource } from '../base/index.ts';

/** The data file of mledoze/countries, one JSON array: https://github.com/mledoze/countries */
export class Currencies extends DataSource {
  static readonly api = {
    name: 'currencies',
    baseUrl: 'https://raw.githubusercontent.com/mledoze/countries/master/',
  } satisfies Api;

  /** The file holds all countries, so one request serves whoever asks. */
  ofCountry = this.batch('[Currency]', {
    key: 'countryCode',
    whole: true,
    at: { path: '[].currencies', key: 'code' },
    fetch: () => 'countries.json',
  });
}
