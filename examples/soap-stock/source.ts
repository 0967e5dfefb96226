import { type Api, DataSource, soap } from 'breakwater';

export class Stock extends DataSource {
  static readonly api = {
    name: 'stock',
    baseUrl: 'https://stocks.example/soap/',
    format: 'soap',
    soap: { namespace: 'urn:stock', action: 'urn:stock/', kinds: { UnknownExchange: 'notFound' } },
  } satisfies Api;
  exchange = this.get('Exchange', ({ code }: { code: string }) => soap('GetExchange', { code }));
  quote = this.batch('Quote', {
    key: 'symbol',
    at: 'GetQuotesResponse.quote',
    fetch: (symbol) => soap('GetQuotes', { symbol }),
  });
}
