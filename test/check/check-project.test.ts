import { describe, expect, test } from '@jest/globals';
import { report } from '../../src/check/report.ts';
import { basic, bearer } from '../../src/datasources/base/index.ts';
import { looseSource, type Verbs } from '../schema/loose-source.ts';
import { checked, told } from './project.ts';

const things = (members: (verbs: Verbs) => Readonly<Record<string, unknown>>, api = {}) =>
  looseSource('things', members, api);
const one = things(({ get }) => ({ thing: get('Thing', () => 'thing') }));
const sdl = 'type Thing { id: ID! }\nextend type Query { thing: Thing @load(from: "things.thing") }';

describe('when something is wrong', () => {
  test('problems of the contract are told all at once, with file, line, column, place and fix', () => {
    const { findings, sdl: none } = checked(
      one,
      'type Thing { id: ID! }\nextend type Query {\n  thing: Thing @load(from: "things.thng")\n  other: Thing @load(from: "thigns.thing")\n}',
    );
    expect(none).toBeUndefined();
    expect(findings).toEqual([
      {
        level: 'error',
        file: 'things/schema.graphql',
        line: 3,
        column: 16,
        place: 'Query.thing',
        message: 'Query.thing loads from "things.thng", but things has no operation "thng".',
        fix: 'Did you mean "thing"? There is: thing.',
      },
      {
        level: 'error',
        file: 'things/schema.graphql',
        line: 4,
        column: 16,
        place: 'Query.other',
        message: 'Query.other loads from "thigns.thing", but there is no source "thigns".',
        fix: 'Did you mean "things"? There is: things.',
      },
    ]);
  });

  test('options that cannot work are told beside problems of the contract', () => {
    const { findings } = checked(one, sdl.replace('things.thing', 'things.thng'), { deadlineMs: -1 });
    expect(told(findings)).toEqual([
      'error breakwater.config.ts deadlineMs must be a positive number, not -1.',
      'error things/schema.graphql:2 Query.thing loads from "things.thng", but things has no operation "thng".',
    ]);
  });

  test('what both options and the contract say of a source is told once', () => {
    const named = looseSource('constructor', ({ get }) => ({ thing: get('Thing', () => 'thing') }));
    expect(told(checked(named, sdl.replace('things.thing', 'constructor.thing')).findings)).toEqual([
      'error constructor/source.ts constructor: name cannot be "constructor": every object has something of that name. Try "constructorSource".',
    ]);
  });

  test('SDL that does not parse is a finding with its line', () => {
    expect(told(checked(one, 'type Thing {\n  id ID!\n}').findings)).toEqual([
      'error things/schema.graphql:2 Syntax Error: Expected ":", found Name "ID".',
    ]);
  });

  test('a field of another source that may not be null is refused', () => {
    const other = looseSource('others', ({ batch }) => ({
      other: batch('Other', { key: 'id', fetch: () => 'others' }),
    }));
    const joined = `${sdl}\ntype Other { id: ID! }\nextend type Thing {\n  other: Other! @load(from: "others.other", by: "id")\n}`;
    expect(told(checked(one, joined, { sources: [one, other] }).findings)).toEqual([
      expect.stringMatching(/^error things\/schema\.graphql:5 Thing\.other/),
    ]);
  });
});

describe('environment variables', () => {
  const signed = things(({ get }) => ({ thing: get('Thing', () => 'thing') }), {
    auth: basic({ user: 'T_USER', password: 'T_PASSWORD' }),
  });

  test('those that are missing are a warning, and in production an error', () => {
    expect(told(checked(signed, sdl).findings)).toEqual([
      expect.stringMatching(/^warning things\/source\.ts things needs T_USER and T_PASSWORD in the environment;/),
    ]);
    expect(told(checked(signed, sdl, {}, true).findings)).toEqual([
      'error things/source.ts things needs T_USER and T_PASSWORD in the environment.',
    ]);
    expect(checked(signed, sdl, { environment: { T_USER: 'a', T_PASSWORD: 'b' } }, true).findings).toEqual([]);
  });

  test('their values are never told', () => {
    const environment = { T_TOKEN: 'hunter2\n!' };
    const bearing = things(({ get }) => ({ thing: get('Thing', () => 'thing') }), { auth: bearer({ env: 'T_TOKEN' }) });
    const { findings } = checked(bearing, sdl, { environment });
    expect(told(findings)).toEqual([expect.stringMatching(/^error things\/source\.ts things: the value of T_TOKEN/)]);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });

  test('an address that is not configured is named by its variable', () => {
    const placed = things(({ get }) => ({ thing: get('Thing', () => 'thing') }), {
      baseUrl: 'https://{tenant}.example.com/',
      baseUrlFrom: { tenant: 'T_TENANT' },
    });
    expect(told(checked(placed, sdl).findings)).toEqual([
      expect.stringMatching(/^warning things\/source\.ts things needs T_TENANT/),
    ]);
  });

  test('one that means nothing is a warning', () => {
    expect(told(checked(one, sdl, { environment: { BREAKWATER_THIGNS_BASE_URL: 'http://a/' } }).findings)).toEqual([
      expect.stringMatching(/^warning breakwater\.config\.ts .*BREAKWATER_THIGNS_BASE_URL/),
    ]);
  });
});

describe('advice', () => {
  const listSdl = 'type Thing { id: ID! }\nextend type Query { things(q: String): [Thing] @load(from: "things.all") }';

  test('a list that nothing bounds is a warning with the fix', () => {
    const all = things(({ get }) => ({ all: get('[Thing]', () => 'things') }));
    expect(checked(all, listSdl).findings).toMatchObject([
      { level: 'warning', line: 2, place: 'Query.things', fix: expect.stringContaining('this.pages') },
    ]);
  });

  test.each([
    ['in the query', () => ({ path: 'things', query: { perPage: 50 } }), {}],
    ['in the path', () => 'things?max_results=50', {}],
    ['in what is sent with every request', () => 'things', { query: { limit: 10 } }],
  ])('one that is bounded %s is none', (_, make, api) => {
    const all = things(({ get }) => ({ all: get('[Thing]', make) }), api);
    expect(checked(all, listSdl).findings).toEqual([]);
  });

  test('nor is one with an argument, or with a function that cannot do without its arguments', () => {
    const all = things(({ get }) => ({ all: get('[Thing]', () => 'things') }));
    expect(checked(all, listSdl.replace('q: String', 'first: Int')).findings).toEqual([]);
    const picky = things(({ get }) => ({
      all: get('[Thing]', () => {
        throw new TypeError('no');
      }),
    }));
    expect(told(checked(picky, listSdl).findings)).toEqual([expect.stringMatching(/^warning .* a whole list/)]);
  });

  test('a write that may be sent twice is a warning, unless it has a key or is idempotent', () => {
    const writes = `${sdl}\nextend type Mutation { make: Thing @load(from: "things.make") }`;
    const withWrite = (shape: object) =>
      things(({ get, post }) => ({ thing: get('Thing', () => 'thing'), make: post('Thing', () => 'things', shape) }));
    expect(checked(withWrite({}), writes).findings).toMatchObject([
      {
        level: 'warning',
        file: 'things/source.ts',
        place: 'things.make',
        fix: expect.stringContaining('idempotencyKey'),
      },
    ]);
    expect(checked(withWrite({ idempotencyKey: 'Idempotency-Key' }), writes).findings).toEqual([]);
    expect(checked(withWrite({ idempotent: true }), writes).findings).toEqual([]);
  });

  test('a call that may take longer than its operation is a warning', () => {
    const slow = things(({ get }) => ({ thing: get('Thing', () => 'thing') }), { timeouts: { totalMs: 20_000 } });
    expect(told(checked(slow, sdl).findings)).toEqual([
      'warning things/source.ts things: timeouts.totalMs (20000) is more than an operation has (deadlineMs, 15000).',
    ]);
    expect(checked(slow, sdl, { deadlineMs: 20_000 }).findings).toEqual([]);
  });

  describe('a secret that stands in code', () => {
    const found = (api: object) =>
      checked(
        things(({ get }) => ({ thing: get('Thing', () => 'thing') }), api),
        sdl,
      ).findings;

    test.each<[string, object, string, string]>([
      [
        'a bearer token',
        { headers: { Authorization: 'Bearer hunter2' } },
        'the header authorization',
        "bearer({ env: 'THINGS_TOKEN' })",
      ],
      [
        'a password',
        { headers: { authorization: 'Basic hunter2' } },
        'the header authorization',
        "basic({ user: 'THINGS_USER', password: 'THINGS_PASSWORD' })",
      ],
      [
        'another scheme',
        { headers: { authorization: 'hunter2' } },
        'the header authorization',
        "apiKey({ header: 'authorization', env: 'THINGS_KEY' })",
      ],
      [
        'a key in a header',
        { headers: { 'x-api-key': 'hunter2' } },
        'the header x-api-key',
        "apiKey({ header: 'x-api-key', env: 'THINGS_KEY' })",
      ],
      [
        'a session',
        { headers: { cookie: 'lang=de; sid=hunter2' } },
        'the header cookie',
        "apiKey({ cookie: 'sid', env: 'THINGS_SESSION' })",
      ],
      [
        'a key in the query',
        { query: { api_key: 'hunter2' } },
        'api_key in its query',
        "apiKey({ query: 'api_key', env: 'THINGS_KEY' })",
      ],
      [
        'a key by its shortest name',
        { query: { key: 'hunter2' } },
        'key in its query',
        "apiKey({ query: 'key', env: 'THINGS_KEY' })",
      ],
      ['a token', { query: { token: 4711 } }, 'token in its query', "apiKey({ query: 'token', env: 'THINGS_KEY' })"],
    ])('is a warning, with what would send it, and never told: %s', (_, api, what, auth) => {
      const findings = found(api);
      expect(findings).toEqual([
        {
          level: 'warning',
          file: 'things/source.ts',
          place: 'things',
          message: `things: ${what} looks like a secret that stands in code.`,
          fix: `Set it in the environment, and let auth send it: auth: ${auth}.`,
        },
      ]);
      expect(JSON.stringify(findings)).not.toMatch(/hunter2|4711/);
    });

    test('is not taken for one where it is called otherwise, or says nothing', () => {
      const headers = {
        accept: 'text/plain',
        cookie: 'lang=de',
        'x-token-type': 'a',
        'x-api-key': '',
        'from-email': 'a@b.c',
      };
      expect(
        found({ headers, query: { format: 'json', code: 'JP', email: 'a@b.c', token: undefined, page_key: 'a' } }),
      ).toEqual([]);
    });
  });
});

describe('a sound project', () => {
  test('has no findings, and says what it looked at', () => {
    expect(checked(one, sdl)).toMatchObject({ findings: [], sources: 1, operations: 1 });
  });
});

describe('the report', () => {
  test('stands under the names of files', () => {
    expect(
      report([
        { level: 'error', file: 'a.graphql', line: 3, column: 2, message: 'Wrong.', fix: 'Right it.' },
        { level: 'warning', file: 'a.graphql', message: 'Odd.' },
        { level: 'error', file: 'b.ts', message: 'Bad.' },
      ]),
    ).toBe('a.graphql\n  3:2 error  Wrong.\n    Right it.\n  warning  Odd.\n\nb.ts\n  error  Bad.\n');
  });
});
