import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Api, DataSource, soap } from '../../../src/datasources/base/index.ts';
import type { Gateway } from '../../../src/gateway/create-gateway.ts';
import { asked, calm, over, type Said, saying } from './support.ts';

const api = {
  name: 'bank',
  baseUrl: 'http://127.0.0.1/',
  format: 'soap',
  soap: { namespace: 'urn:bank', kinds: { 'Client.Limit': 'throttled', NoAccount: 'notFound' } },
  namespaces: { id: 'urn:ids' },
  ...calm,
} satisfies Api;

class Bank extends DataSource {
  static readonly api: Api = api;
  account = this.get(
    'Account' as never,
    ({ id, note }: { id: string; note?: string }) =>
      soap('GetAccount', { '@v': 2, 'id:iban': id, note, owner: { name: 'A & B', born: null }, tag: ['x', 'y'] }),
    { notFound: 'null' },
  );
  accounts = this.get('[Account]' as never, () => soap('List'), { at: 'ListResponse.account' });
}

/** The same bank, of version 1.2, with what is rarely said. */
class Bank12 extends DataSource {
  static readonly api: Api = {
    ...api,
    soap: {
      version: '1.2',
      namespace: 'urn:bank',
      qualified: false,
      action: 'urn:do/',
      header: { 'id:Client': { key: 'k' } },
    },
  };
  account = this.get('Account' as never, ({ id }: { id: string }) => soap('GetAccount', { id }));
  accounts = this.get('[Account]' as never, () => soap('List', {}, { action: 'urn:other', header: { more: 1 } }));
}

const sdl = `
  type Account { iban: ID!  balance: Decimal  open: Boolean  tags: [String!] @wire(path: "tag") }
  extend type Query {
    account(id: ID!, note: String): Account @load(from: "bank.account")
    accounts: [Account] @load(from: "bank.accounts")
  }
`;

const ENVELOPE = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
};
const inBody = (body: string, version: keyof typeof ENVELOPE = '1.1', header = ''): string =>
  `<?xml version="1.0"?>\n<S:Envelope xmlns:S="${ENVELOPE[version]}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${header}\n  <S:Body>\n ${body} </S:Body></S:Envelope>`;
const fault = (code: string, words = 'SECRET words'): string =>
  inBody(
    `<S:Fault><faultcode>${code}</faultcode><faultstring>${words}</faultstring><detail><x>SECRET</x></detail></S:Fault>`,
  );
const fault12 = (code: string, ...subcodes: readonly string[]): string => {
  const within = subcodes.reduceRight(
    (inner, subcode) => `<S:Subcode><S:Value>${subcode}</S:Value>${inner}</S:Subcode>`,
    '',
  );
  return inBody(
    `<S:Fault><S:Code><S:Value>${code}</S:Value>${within}</S:Code><S:Reason><S:Text xml:lang="en">SECRET</S:Text></S:Reason></S:Fault>`,
    '1.2',
  );
};

let server: Awaited<ReturnType<typeof saying>>;
let bank: Gateway;
let bank12: Gateway;
beforeAll(async () => {
  server = await saying();
  bank = over(Bank, sdl, server.url);
  bank12 = over(Bank12, sdl.replace('(id: ID!, note: String)', '(id: ID!)'), server.url);
});
afterAll(async () => {
  await Promise.all([bank.stop(), bank12.stop()]);
  await server.close();
});

const ASK = '{ account(id: "1") { iban balance } }';

describe('when it fails', () => {
  const cases: readonly (readonly [what: string, said: Said, code: string | null, calls: number])[] = [
    ['Client, with 200', { body: fault('S:Client') }, 'UPSTREAM_REJECTED', 1],
    ['Client, with 500', { status: 500, body: fault('S:Client') }, 'UPSTREAM_REJECTED', 1],
    ['Client.Data, with 500', { status: 500, body: fault('Client.Data') }, 'UPSTREAM_REJECTED', 1],
    ['Server, with 200', { body: fault('S:Server') }, 'UPSTREAM_ERROR', 3],
    ['Server, with 500', { status: 500, body: fault('S:Server') }, 'UPSTREAM_ERROR', 3],
    ['a code that is declared', { status: 500, body: fault('b:NoAccount') }, null, 1],
    ['a code that nobody knows', { status: 500, body: fault('b:Odd') }, 'UPSTREAM_REJECTED', 1],
    ['who asks is not known', { status: 500, body: fault('wsse:FailedAuthentication') }, 'UPSTREAM_AUTH_FAILED', 1],
    ['Sender of 1.2, with 400', { status: 400, body: fault12('S:Sender') }, 'UPSTREAM_REJECTED', 1],
    ['Receiver of 1.2, with 500', { status: 500, body: fault12('S:Receiver') }, 'UPSTREAM_ERROR', 3],
    ['a subcode of 1.2', { status: 400, body: fault12('S:Sender', 'b:Other', 'b:NoAccount') }, null, 1],
    ['a status that says more than its fault', { status: 401, body: fault('S:Server') }, 'UPSTREAM_AUTH_FAILED', 1],
    ['500 without a fault', { status: 500, body: inBody('') }, 'UPSTREAM_ERROR', 3],
    ['no envelope', { body: '<GetAccountResponse><iban>1</iban></GetAccountResponse>' }, 'UPSTREAM_SCHEMA_MISMATCH', 1],
    [
      'an envelope without a body',
      { body: `<S:Envelope xmlns:S="${ENVELOPE['1.1']}"/>` },
      'UPSTREAM_SCHEMA_MISMATCH',
      1,
    ],
    ['an empty body', { body: inBody('') }, 'UPSTREAM_SCHEMA_MISMATCH', 1],
    ['an envelope cut off', { body: inBody('<A>').slice(0, -30) }, 'UPSTREAM_MALFORMED', 2],
  ];
  test.each(cases)('%s', async (_what, said, code, calls) => {
    server.say(said);
    const { data, errors } = await asked(bank, ASK);
    expect(data).toEqual({ account: null });
    expect(errors.map((error) => error.split(' ')[1])).toEqual(code === null ? [] : [code]);
    expect(JSON.stringify(errors)).not.toContain('SECRET');
    expect(server.heard).toHaveLength(calls);
  });

  test.each([
    ['a code that is declared, below Client', { body: fault('S:Client.Limit') }],
    ['too many, whatever the fault says', { status: 429, body: fault('S:Client') }],
  ])('%s', async (_what, said) => {
    class Once extends Bank {
      static override readonly api: Api = { ...api, retry: { maxAttempts: 1 } };
    }
    const once = over(Once, sdl, server.url);
    server.say(said);
    expect((await asked(once, ASK)).errors[0]).toContain('UPSTREAM_RATE_LIMITED');
    await once.stop();
  });

  test('it says which code it was, and nothing else of it', async () => {
    server.say({ status: 500, body: fault('b:Odd.Code') }, { status: 500, body: fault('a secret sentence') });
    const [error] = (await asked(bank, ASK)).errors;
    expect(error).toBe(
      'account UPSTREAM_REJECTED bank: it refused the request (HTTP 500): it answered with its error Odd.Code',
    );
    const [next] = (await asked(bank, ASK)).errors;
    expect(next).toMatch(/it answered with an error of its own$/);
  });

  test('a fault that happens once is asked over, for reading may be repeated', async () => {
    server.say({ status: 500, body: fault('S:Server') }, { body: inBody('<R><iban>1</iban></R>') });
    expect(await asked(bank, ASK)).toEqual({ data: { account: { iban: '1', balance: null } }, errors: [] });
    expect(server.heard[0]?.body).toBe(server.heard[1]?.body);
  });

  test('a list does not become empty by a fault, nor by another answer', async () => {
    server.say({ body: fault('S:Client') }, { body: inBody('<OtherResponse/>') });
    for (const code of ['UPSTREAM_REJECTED', 'UPSTREAM_SCHEMA_MISMATCH']) {
      const { data, errors } = await asked(bank, '{ accounts { iban } }');
      expect(data).toEqual({ accounts: null });
      expect(errors[0]).toContain(code);
    }
  });

  test('a control character is refused before anything is sent', async () => {
    server.say({ body: '' });
    const { errors } = await asked(bank, '{ account(id: "a\\u0001") { iban } }');
    expect(errors[0]).toContain('BAD_USER_INPUT');
    expect(server.heard).toEqual([]);
  });

  test('a request that no soap() made is told as a mistake', async () => {
    class Wrong extends DataSource {
      static readonly api: Api = api;
      account = this.get('Account' as never, () => 'account');
    }
    const gateway = over(Wrong, sdl.replace(/accounts:.*\n/, '').replace('(id: ID!, note: String)', ''), server.url);
    server.say({ body: '' });
    expect((await asked(gateway, '{ account { iban } }')).errors[0]).toContain('INTERNAL_SERVER_ERROR');
    expect(server.heard).toEqual([]);
    await gateway.stop();
  });
});

describe('an operation', () => {
  test('is one POST of an envelope, as 1.1 wants it', async () => {
    server.say({ body: inBody('<R><iban>1</iban></R>') });
    await asked(bank, ASK);
    const [{ method, headers, body } = { method: '', headers: {}, body: '' }] = server.heard;
    expect(method).toBe('POST');
    expect(headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(headers['soapaction']).toBe('""');
    expect(headers['accept']).toContain('text/xml');
    expect(body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:id="urn:ids" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soap:Body><GetAccount xmlns="urn:bank" v="2"><id:iban>1</id:iban><owner><name>A &#38; B</name><born xsi:nil="true"/></owner><tag>x</tag><tag>y</tag></GetAccount></soap:Body></soap:Envelope>',
    );
  });

  test('has its action in the type, and a header, in 1.2', async () => {
    server.say({ body: inBody('<R><iban>1</iban></R>', '1.2') });
    await asked(bank12, '{ account(id: "1") { iban } accounts { iban } }');
    const [one, many] = server.heard.toSorted((a, b) => a.body.length - b.body.length).toReversed();
    expect(server.heard.map(({ headers }) => String(headers['content-type'])).toSorted()).toEqual([
      'application/soap+xml; charset=utf-8; action="urn:do/GetAccount"',
      'application/soap+xml; charset=utf-8; action="urn:other"',
    ]);
    expect(server.heard.map(({ headers }) => headers['soapaction'])).toEqual([undefined, undefined]);
    const bodies = [one, many].map((each) => each?.body ?? '').join();
    expect(bodies).toContain('<soap:Header><id:Client><key>k</key></id:Client></soap:Header>');
    expect(bodies).toContain('<soap:Header><id:Client><key>k</key></id:Client><more>1</more></soap:Header>');
    expect(bodies).toContain('<m:GetAccount xmlns:m="urn:bank"><id>1</id></m:GetAccount>');
  });

  test('reads lists of none, one and several, nil, and what other headers come with it', async () => {
    const account = (n: number) =>
      `<b:account xmlns:b="urn:bank"><b:iban>${n}</b:iban><b:balance xsi:nil="true"/></b:account>`;
    for (const size of [0, 1, 3]) {
      const all = Array.from({ length: size }, (_, n) => account(n)).join('\n');
      server.say({
        body: inBody(`<b:ListResponse xmlns:b="urn:bank">${all}</b:ListResponse>`, '1.1', '<S:Header><x/></S:Header>'),
      });
      const rows = Array.from({ length: size }, (_, n) => ({ iban: `${n}`, balance: null }));
      expect(await asked(bank, '{ accounts { iban balance } }')).toEqual({ data: { accounts: rows }, errors: [] });
    }
  });

  test('is told from another by what it sends: two calls, each with its own answer', async () => {
    server.say({ body: inBody('<R><iban>1</iban></R>') }, { body: inBody('<R><iban>2</iban></R>') });
    const { data } = await asked(
      bank,
      '{ a: account(id: "1") { iban } b: account(id: "2") { iban } c: account(id: "1") { iban } }',
    );
    expect(server.heard).toHaveLength(2);
    expect(data?.['a']).toEqual(data?.['c']);
    expect(data?.['a']).not.toEqual(data?.['b']);
  });
});
