import { type Api, DataSource } from '../base/index.ts';
import { rebase } from './rebase.ts';

/** Euro reference rates of the European Central Bank, daily XML: https://www.ecb.europa.eu/stats/policy_and_exchange_rates */
export class Ecb extends DataSource {
  static readonly api = { name: 'ecb', baseUrl: 'https://www.ecb.europa.eu/', format: 'xml' } satisfies Api;

  /** The file holds all rates against the euro; rates against another base follow from two of them. */
  rate = this.batch('Rate', {
    key: 'code',
    whole: true,
    at: 'Envelope.Cube.Cube.Cube',
    transform: (rates, { base = 'EUR' }: { base?: string }) => rebase(rates, base),
    fetch: () => 'stats/eurofxref/eurofxref-daily.xml',
  });
}
