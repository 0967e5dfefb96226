import type { SimulatedAnswer, SimulatedRequest } from 'breakwater';

interface Contact {
  readonly id: string;
  readonly full_name: string;
  readonly email: string;
  readonly company_id: string | null;
}

type Input = Pick<Contact, 'full_name' | 'email'>;

const companies = Array.from({ length: 7 }, (_, index) => ({ id: `c${index + 1}`, name: `Company ${index + 1}` }));

const contactOf = (_: unknown, index: number): Contact => ({
  id: `${index + 1}`,
  full_name: `Person ${index + 1}`,
  email: `person${index + 1}@example.com`,
  company_id: `c${(index % companies.length) + 1}`,
});

const json = (document: unknown, status = 200, type = 'application/json'): SimulatedAnswer => ({
  status,
  // What stands in a CRM is its caller's own, and good for a minute.
  headers: { 'content-type': type, 'cache-control': 'private, max-age=60' },
  body: JSON.stringify(document),
});

/** A CRM of its own with a thousand contacts. It believes whoever asks; checking tokens is for whoever stands before it. Sample data. */
export const crm = (): ((request: SimulatedRequest) => SimulatedAnswer) => {
  const contacts = Array.from({ length: 1_000 }, contactOf);
  const answered = new Map<string, SimulatedAnswer>();
  /** Whoever comes again with the key of an earlier request gets its answer. */
  const once = (key: string | undefined, answer: () => SimulatedAnswer): SimulatedAnswer => {
    const said = answered.get(key ?? '') ?? answer();
    if (key !== undefined) answered.set(key, said);
    return said;
  };
  const create = (body: string): SimulatedAnswer => {
    const input = JSON.parse(body) as Input;
    const wrong = problemsOf(input, contacts);
    if (wrong.length > 0) return json({ title: 'Not valid', errors: wrong }, 422, 'application/problem+json');
    const contact = { ...input, company_id: null, id: `${contacts.length + 1}` };
    contacts.push(contact);
    return json(contact, 201);
  };
  return ({ method, path, query, headers, body }) => {
    if (method === 'POST' && path === 'contacts') return once(headers['idempotency-key'], () => create(body));
    if (path === 'contacts') return json(pageOf(contacts, query));
    if (path === 'companies') return json(companies.filter(({ id }) => query.getAll('id').includes(id)));
    return json({ title: 'Not found' }, 404, 'application/problem+json');
  };
};

const pageOf = (contacts: readonly Contact[], query: URLSearchParams) => {
  const from = Number(Buffer.from(query.get('cursor') ?? '', 'base64url').toString());
  const to = from + Number(query.get('limit') ?? 100);
  const next = to < contacts.length ? Buffer.from(`${to}`).toString('base64url') : null;
  return { data: contacts.slice(from, to), paging: { next, total: contacts.length } };
};

const problemsOf = ({ full_name, email }: Input, contacts: readonly Contact[]) => [
  ...(full_name === '' ? [{ pointer: '#/full_name', code: 'blank', detail: 'words for people' }] : []),
  ...(contacts.some((contact) => contact.email === email) ? [{ pointer: '#/email', code: 'taken' }] : []),
];
