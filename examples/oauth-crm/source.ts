import { type Api, DataSource, oauth2ClientCredentials } from 'breakwater';

export class Crm extends DataSource {
  static readonly api = {
    name: 'crm',
    baseUrl: 'https://crm.example/v2/',
    names: 'snake_case',
    auth: oauth2ClientCredentials({ tokenUrl: 'oauth/token', id: 'CRM_ID', secret: 'CRM_SECRET', scopes: ['crm'] }),
  } satisfies Api;
  contacts = this.pages('[Contact]', (_, { size, cursor }) => ({ path: 'contacts', query: { limit: size, cursor } }), {
    at: 'data',
    next: { cursor: 'paging.next' },
    total: 'paging.total',
  });
  company = this.batch('Company', { key: 'id', fetch: (id) => ({ path: 'companies', query: { id } }) });
  createContact = this.post('Contact', ({ input }: { input: object }) => ({ path: 'contacts', body: input }), {
    idempotencyKey: 'Idempotency-Key',
    evicts: ['contacts'],
  });
}
