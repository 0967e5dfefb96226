import type { LookupFunction } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  type Api,
  bearer,
  DataSource,
  gotTransport,
  oauth2ClientCredentials,
} from '../../src/datasources/base/index.ts';
import type { GatewayOptions } from '../../src/gateway/options.ts';
import { ask, openThings } from '../schema/asked.ts';

const things = openThings();
afterEach(() => things.end());

/** Every name is this machine, and is noted. */
const names: string[] = [];
const lookup: LookupFunction = (name, { all }, callback) => {
  names.push(name);
  if (all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};

const sdl = `
  type Thing { id: ID! name: String }
  extend type Query { thing: Thing @load(from: "crm.thing") row(id: ID!): Thing @load(from: "crm.rows") all: [Thing] @load(from: "crm.all") }
  extend type Mutation { touch: Thing @load(from: "crm.touch") }
`;

const crm = (words: Partial<Api> = {}) =>
  class extends DataSource {
    static readonly api: Api = {
      name: 'crm',
      baseUrl: 'http://{tenant}.crm.example/{region}/',
      baseUrlFrom: {
        tenant: { header: 'X-Tenant', allow: /[a-z]{1,9}/ },
        region: 'CRM_REGION',
      },
      allowPrivate: true,
      retry: { maxAttempts: 1 },
      auth: bearer({ env: 'CRM_KEY' }),
      ...words,
    };
    thing = this.get('Thing' as never, () => 'thing');
    rows = this.batch('Thing' as never, {
      key: 'id',
      fetch: (ids) => ({ path: 'rows', query: { ids: ids.map(String) } }),
    });
    all = this.pages('[Thing]' as never, () => 'all', { next: 'link' });
    touch = this.post('Thing' as never, () => ({ path: 'touch', body: {} }), { evicts: ['thing'] });
  };

/** An API of many hosts; `wire` is which of them was asked for what, and with which credential. */
const open = async (words: Partial<Api> = {}, more: Partial<GatewayOptions> = {}) => {
  const wire: string[] = [];
  const api = await things.api((url, { headers, method }, response) => {
    const host = headers.host?.split('.')[0] ?? '';
    wire.push(
      `${host} ${method === 'GET' ? '' : `${method} `}${url.pathname}${url.search} ${headers.authorization?.split(' ')[1]}`,
    );
    response.setHeader('cache-control', 'max-age=60');
    if (url.pathname.endsWith('/token')) return { access_token: `token-of-${host}` };
    if (host === 'failing') response.statusCode = 500;
    if (url.pathname.endsWith('/rows')) return url.searchParams.getAll('ids').map((id) => ({ id, name: host }));
    if (!url.pathname.endsWith('/all')) return { id: '1', name: host };
    if (!url.search) response.setHeader('link', '<http://globex.crm.example/eu/all?page=2>; rel="next"');
    return [{ id: url.search || 'first', name: host }];
  });
  const { port } = new URL(api.baseUrl);
  const baseUrl = `http://{tenant}.crm.example:${port}/{region}/`;
  const gateway = things.gateway({
    sources: [crm({ baseUrl, ...words })],
    typeDefs: sdl,
    environment: { CRM_REGION: 'eu', CRM_KEY: 'key', CRM_ID: 'id', CRM_SECRET: 'secret' },
    forward: ['x-tenant'],
    transport: gotTransport({ lookup }),
    ...more,
  });
  const as = (tenant: string | undefined, query: string) =>
    ask(gateway, { query, headers: tenant === undefined ? {} : { 'x-tenant': tenant } });
  return { as, wire, port };
};

const thing = (name: string) => ({ data: { thing: { name } } });

describe('a tenant that may not be', () => {
  test.each([undefined, '', 'evil.com/', 'a.b', 'a@b', 'ACME', 'acme\r\n', 'münchen'])(
    '%j is refused before anything is sent, and its value is not told',
    async (tenant) => {
      const { as, wire } = await open();
      const looked = names.length;
      const answer = await as(tenant, '{ thing { name } }');
      expect(answer).toMatchObject({
        data: { thing: null },
        errors: [{ path: ['thing'], extensions: { code: 'BAD_USER_INPUT', source: 'crm', sent: 'no' } }],
      });
      expect(JSON.stringify(answer)).toMatch(/header x-tenant.*\{tenant\} in its base URL/);
      if (tenant) expect(JSON.stringify(answer)).not.toContain(tenant);
      expect([wire.length, names.length - looked]).toEqual([0, 0]);
    },
  );

  test('is refused for lists by keys, pages and writes too', async () => {
    const { as, wire } = await open();
    for (const query of ['{ row(id: 1) { name } }', '{ all { name } }', 'mutation { touch { name } }'])
      expect(await as('a.b', query)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    expect(wire).toEqual([]);
  });

  test('has no page on another tenant’s host: the credential does not follow a link there', async () => {
    const { as, wire } = await open();
    expect(await as('acme', '{ all { name } }')).toMatchObject({
      data: { all: [{ name: 'acme' }, null] },
      errors: [{ extensions: { code: 'UPSTREAM_BAD_RESPONSE' } }],
    });
    expect(wire).toEqual(['acme /eu/all key']);
  });

  test('leads to no private network unless the author says so', async () => {
    const { as, wire } = await open({ allowPrivate: false });
    expect(await as('acme', '{ thing { name } }')).toMatchObject({
      errors: [{ extensions: { code: 'UPSTREAM_BLOCKED_ADDRESS' } }],
    });
    expect(wire).toEqual([]);
  });

  test('cannot be read from a header that the gateway does not forward: nothing starts', async () => {
    await expect(open({}, { forward: [] })).rejects.toThrow(
      "crm fills its base URL by the header x-tenant of callers: the gateway's option forward must list it: forward: ['x-tenant'] in breakwater.config.ts.",
    );
  });
});

describe('tenants', () => {
  test('each have their own host, answers, rows and pages', async () => {
    const { as, wire } = await open();
    const query = '{ thing { name } row(id: 7) { id name } }';
    for (const tenant of ['acme', 'globex', 'acme', 'globex'])
      expect(await as(tenant, query)).toEqual({ data: { thing: { name: tenant }, row: { id: '7', name: tenant } } });
    expect(wire.toSorted()).toEqual(
      ['acme', 'globex'].flatMap((host) => [`${host} /eu/rows?ids=7 key`, `${host} /eu/thing key`]),
    );
    expect(await as('globex', '{ all { id name } }')).toMatchObject({ data: { all: [{ name: 'globex' }, null] } });
  });

  test('asked at once are never one flight', async () => {
    const { as } = await open();
    const all = ['a', 'b', 'c', 'a', 'b', 'c'];
    expect(await Promise.all(all.map((tenant) => as(tenant, '{ thing { name } }')))).toEqual(all.map(thing));
  });

  test('fail alone: each has a circuit of its own', async () => {
    const { as } = await open({ breaker: { consecutive: 2 }, cache: false });
    await as('failing', '{ thing { name } }');
    // Failures of one moment may have one cause.
    await new Promise((resolve) => setTimeout(resolve, 60));
    await as('failing', '{ thing { name } }');
    expect(await as('failing', '{ thing { name } }')).toMatchObject({
      errors: [{ extensions: { code: 'UPSTREAM_CIRCUIT_OPEN' } }],
    });
    expect(await as('acme', '{ thing { name } }')).toEqual(thing('acme'));
  });

  test('are limited alone', async () => {
    const { as } = await open({ quota: { limit: 1, windowMs: 60_000 }, cache: false });
    await as('acme', '{ thing { name } }');
    expect(await as('acme', '{ thing { name } }')).toMatchObject({
      errors: [{ extensions: { code: 'UPSTREAM_RATE_LIMITED' } }],
    });
    expect(await as('globex', '{ thing { name } }')).toEqual(thing('globex'));
  });

  test('write for themselves: what one changes is as fresh as before for others', async () => {
    const { as, wire } = await open();
    for (const tenant of ['acme', 'globex']) await as(tenant, '{ thing { name } }');
    await as('acme', 'mutation { touch { name } }');
    for (const tenant of ['acme', 'globex']) await as(tenant, '{ thing { name } }');
    expect(wire.slice(2)).toEqual(['acme POST /eu/touch key', 'acme /eu/thing key']);
  });

  test('are kept 256 at a time, and one that was forgotten does not remember what was before its write', async () => {
    const { as, wire } = await open();
    const letter = (of: number) => 'abcdefghijklmnopqrst'.charAt(of % 20);
    const others = Array.from({ length: 300 }, (_, i) => `t${letter(i / 20)}${letter(i)}`);
    await as('acme', '{ thing { name } }');
    await as('acme', 'mutation { touch { name } }');
    for (const tenant of others) await as(tenant, '{ thing { name } }');
    await as('acme', '{ thing { name } }');
    expect(wire.filter((each) => each.startsWith('acme'))).toEqual([
      'acme /eu/thing key',
      'acme POST /eu/touch key',
      'acme /eu/thing key',
    ]);
  });

  test('get tokens from their own endpoint, where its address is relative; one that is not gives one for all', async () => {
    const auth = (tokenUrl: string) => oauth2ClientCredentials({ tokenUrl, id: 'CRM_ID', secret: 'CRM_SECRET' });
    const own = await open({ auth: auth('token'), cache: false });
    for (const tenant of ['acme', 'globex', 'acme']) await own.as(tenant, '{ thing { name } }');
    expect(own.wire.map((each) => each.replace(/ [^ ]{20,}$/, ''))).toEqual([
      'acme POST /eu/token aWQ6c2VjcmV0',
      'acme /eu/thing token-of-acme',
      'globex POST /eu/token aWQ6c2VjcmV0',
      'globex /eu/thing token-of-globex',
      'acme /eu/thing token-of-acme',
    ]);
    const one = await open({ auth: auth(`http://id.crm.example:${own.port}/token`), cache: false });
    for (const tenant of ['acme', 'globex']) await one.as(tenant, '{ thing { name } }');
    expect(one.wire).toEqual(['acme /eu/thing token-of-id', 'globex /eu/thing token-of-id']);
    expect(own.wire.slice(5)).toEqual(['id POST /token aWQ6c2VjcmV0']);
  });

  test('are not asked who they are where the configuration says another place', async () => {
    const { wire } = await open();
    const other = await things.api(() => ({ id: '1', name: 'elsewhere' }));
    const gateway = things.gateway({
      sources: [crm()],
      typeDefs: sdl,
      environment: { CRM_KEY: 'key' },
      baseUrls: { crm: other.baseUrl },
    });
    expect(await ask(gateway, '{ thing { name } }')).toEqual(thing('elsewhere'));
    expect([wire, other.wire]).toEqual([[], ['/thing']]);
  });
});
