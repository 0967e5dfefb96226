/**
 * What an author's mistakes look like to the compiler. Nothing here runs: `npm run types` fails if a line that is expected to be an error
 * is none, or the other way round. The records are the atlas's, from codegen.
 */
import { type Api, apiKey, DataSource, joined, path } from '../../src/datasources/base/index.ts';

interface Region {
  readonly region: string;
}

export class Mistakes extends DataSource {
  static readonly api = {
    name: 'mistakes',
    baseUrl: 'https://api.example/',
    auth: apiKey({ header: 'x-api-key', env: 'KEY' }),
  } satisfies Api;

  good = this.batch('Country', { key: 'code', fetch: (codes) => path`country/${joined(codes, ';')}` });
  goodList = this.get('[Country]', ({ region }: Region) => path`region/${region}/country`, { at: '[1]' });
  goodLiteral = this.get('Country', () => 'country/all');
  goodTransform = this.batch('Rate', {
    key: 'code',
    fetch: () => 'rates',
    transform: (rates) => rates.filter(({ value }) => value !== '0'),
  });

  // @ts-expect-error a type that the schema does not have
  misspelt = this.get('Contry', () => 'country');

  // @ts-expect-error a value in a path that nobody encoded
  unencoded = this.get('[Country]', ({ region }: Region) => `region/${region}/country`);

  // @ts-expect-error the same in a request
  unencodedRequest = this.get('[Country]', ({ region }: Region) => ({
    path: `region/${region}`,
    query: { format: 'json' },
  }));

  unknownField = this.batch('Rate', {
    key: 'code',
    fetch: () => 'rates',
    // @ts-expect-error a field that a record of the type does not have
    transform: (rates) => rates.filter(({ price }) => price !== '0'),
  });

  static readonly wrongFault = {
    name: 'x',
    baseUrl: 'https://x.example/',
    // @ts-expect-error a fault of a kind that is not in the vocabulary
    faults: [{ at: 'error', kinds: { 1: 'throtled' } }],
  } satisfies Api;

  // @ts-expect-error an option that does not exist
  static readonly wrongOption = { name: 'x', baseUrl: 'https://x.example/', timeout: 5 } satisfies Api;
}
