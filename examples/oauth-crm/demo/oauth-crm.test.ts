import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createGateway, type Gateway } from 'breakwater';
import { Crm } from '../source.ts';
import { type CrmServer, startCrm } from './crm-server.ts';

const textOf = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const TOKEN = 'POST oauth/token';

let crm: CrmServer;
let gateway: Gateway;
beforeEach(async () => {
  crm = await startCrm();
  gateway = createGateway({
    sources: [Crm],
    typeDefs: textOf('schema.graphql'),
    baseUrls: { crm: crm.baseUrl },
    environment: { CRM_ID: 'id', CRM_SECRET: 'secret' },
    log: quiet,
  });
});
afterEach(async () => {
  await gateway.stop();
  await crm.stop();
});

const ask = async (query: string, variables: Readonly<Record<string, unknown>> = {}) => {
  const { data, errors = [] } = await gateway.execute({ query, variables, headers: { 'x-request-id': 'r1' } });
  return { data: JSON.parse(JSON.stringify(data)) as unknown, errors: errors.map(({ extensions }) => extensions) };
};
const CREATE = 'mutation ($input: ContactInput!) { createContact(input: $input) { id fullName company { name } } }';
const create = (input: object) => ask(CREATE, { input });
const ada = { fullName: 'Ada', email: 'ada@example.com' };
const made = { createContact: { id: '1001', fullName: 'Ada', company: null } };

describe('when it fails', () => {
  it('tells which fields of a write were wrong, and no more of the answer', async () => {
    const { data, errors } = await create({ fullName: '', email: 'person1@example.com' });
    expect(data).toEqual({ createContact: null });
    expect(errors).toEqual([
      {
        code: 'UPSTREAM_REJECTED',
        source: 'crm',
        retryable: false,
        sent: 'yes',
        requestId: 'r1',
        fields: [
          { path: ['input', 'fullName'], code: 'blank' },
          { path: ['input', 'email'], code: 'taken' },
        ],
      },
    ]);
    expect(JSON.stringify(errors)).not.toContain('words for people');
    expect(crm.wire.filter((line) => line.startsWith('POST contacts'))).toHaveLength(1);
  });

  it('repeats a write whose answer was lost with the same key, and it is made once', async () => {
    crm.loseNextAnswer();
    expect(await create(ada)).toEqual({ data: made, errors: [] });
    const writes = crm.wire.filter((line) => line.startsWith('POST contacts'));
    expect(writes).toEqual([expect.stringMatching(/^POST contacts [\w-]{36}$/), writes[0]]);
    expect(await ask('{ contacts(first: 1) { totalCount } }')).toEqual({
      data: { contacts: { totalCount: 1_001 } },
      errors: [],
    });
  });
});

interface Walked {
  readonly contacts: {
    readonly totalCount: number;
    readonly nodes: readonly { readonly id: string; readonly company: { readonly name: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

it('walks a thousand contacts over ten pages, each once, with their companies and one token', async () => {
  const query = `query ($after: String) {
    contacts(first: 100, after: $after) { totalCount nodes { id company { name } } pageInfo { hasNextPage endCursor } }
  }`;
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const answer = await ask(query, { after });
    expect(answer.errors).toEqual([]);
    const { nodes, pageInfo, totalCount }: Walked['contacts'] = (answer.data as Walked).contacts;
    expect(totalCount).toBe(1_000);
    for (const { id, company } of nodes) expect(company.name).toBe(`Company ${((Number(id) - 1) % 7) + 1}`);
    ids.push(...nodes.map(({ id }) => id));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  expect(ids).toEqual(Array.from({ length: 1_000 }, (_, index) => `${index + 1}`));
  expect(crm.wire.filter((line) => line.startsWith('GET contacts'))).toHaveLength(10);
  // The same seven companies on every page: asked for once, then kept.
  expect(crm.wire.filter((line) => line.startsWith('GET companies'))).toHaveLength(1);
  expect(crm.wire.filter((line) => line === TOKEN)).toHaveLength(1);
});

it('asks for one token, however many operations begin at once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => ask(`{ contacts(first: ${index + 1}) { nodes { id } } }`)),
  );
  expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
  expect(crm.wire.filter((line) => line === TOKEN)).toHaveLength(1);
  expect(crm.wire).toHaveLength(51);
  expect(crm.shown).toEqual([`Basic ${Buffer.from('id:secret').toString('base64')}`]);
});

it('keeps what it read until a write makes it stale', async () => {
  const query = '{ contacts(first: 2) { totalCount nodes { id company { name } } } }';
  const nodes = [
    { id: '1', company: { name: 'Company 1' } },
    { id: '2', company: { name: 'Company 2' } },
  ];
  const before = { data: { contacts: { totalCount: 1_000, nodes } }, errors: [] };
  expect([await ask(query), await ask(query)]).toEqual([before, before]);
  expect(await create(ada)).toEqual({ data: made, errors: [] });
  expect(await ask(query)).toEqual({ data: { contacts: { totalCount: 1_001, nodes } }, errors: [] });
  expect(crm.wire).toEqual([
    TOKEN,
    'GET contacts?limit=2',
    'GET companies?id=c1&id=c2',
    expect.stringMatching(/^POST contacts [\w-]{36}$/),
    'GET contacts?limit=2',
  ]);
});

it('is at most 40 lines long', () => {
  const lines = ['schema.graphql', 'source.ts']
    .flatMap((file) => textOf(file).split('\n'))
    .filter((line) => !/^\s*(#|\/\/|\/?\*|$)/.test(line));
  process.stdout.write(`oauth-crm: ${lines.length} lines of SDL and source, without blank ones and comments\n`);
  expect(lines.length).toBeLessThanOrEqual(40);
});
