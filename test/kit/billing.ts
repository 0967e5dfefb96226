import { type Api, DataSource, path } from '../../src/datasources/base/index.ts';

/** A source that is written to: once as it comes, once with a key that tells repetitions, and once by what may be repeated anyhow. */
export class Billing extends DataSource {
  static readonly api = {
    name: 'billing',
    baseUrl: 'https://billing.example/v1/',
    names: 'snake_case',
    faults: [{ at: 'error', code: 'error.code', kinds: { rate_limit: 'throttled' } }],
  } satisfies Api;

  invoice = this.get('Invoice' as never, ({ id = '' }: { readonly id?: string }) => path`invoices/${id}`);
  create = this.post(
    'Invoice' as never,
    ({ input }: { readonly input?: object }) => ({ path: 'invoices', body: input }),
    {
      evicts: ['invoice'],
    },
  );
  charge = this.post(
    'Invoice' as never,
    ({ input }: { readonly input?: object }) => ({ path: 'charges', body: input }),
    {
      body: 'form',
      idempotencyKey: 'Idempotency-Key',
    },
  );
  replace = this.put('Invoice' as never, ({ id = '', input }: { readonly id?: string; readonly input?: object }) => ({
    path: path`invoices/${id}`,
    body: input,
  }));
}

export const billingSdl = `
  type Invoice { id: ID!  number: String!  totalCents: Int!  due: Date  currency: Currency  lines: [InvoiceLine!] }
  type InvoiceLine { sku: ID!  quantity: Int }
  enum Currency { EUR @wire(value: "eur")  USD @wire(value: "usd") }
  input InvoiceInput { totalCents: Int!  currency: Currency!  due: Date! @wire(format: "dd.MM.yyyy")  lines: [InvoiceLineInput!]! }
  input InvoiceLineInput { sku: ID!  quantity: Int! }
  extend type Query { invoice(id: ID!): Invoice @load(from: "billing.invoice") }
  extend type Mutation {
    createInvoice(input: InvoiceInput!): Invoice @load(from: "billing.create")
    charge(input: InvoiceInput!): Invoice @load(from: "billing.charge")
    replaceInvoice(id: ID!, input: InvoiceInput!): Invoice @load(from: "billing.replace")
  }
`;
