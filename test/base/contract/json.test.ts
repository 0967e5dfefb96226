import { describe, expect, test } from '@jest/globals';
import { inJson, json, record } from './support.ts';

const Item = record('Item', { id: 'ID!', value: 'Int!' });

describe('a value that does not fit', () => {
  test('is kept in its place, and costs its siblings nothing', () => {
    const { read } = json('[Item]', [Item], { at: 'rows' });
    expect(
      read({ rows: [{ id: 1, value: 1 }, { id: 2, value: 'x' }, { id: 3 }, 'odd', null, { id: 6, value: 6 }] }),
    ).toEqual([
      { id: '1', value: 1 },
      { id: '2', value: '! Item.value: expected an Int, got a string @ $.rows[1].value' },
      { id: '3', value: '! Item.value: expected an Int, got nothing @ $.rows[2].value' },
      '! Item: expected an object, got a string @ $.rows[3]',
      null,
      { id: '6', value: 6 },
    ]);
  });

  test('is told in words that do not give it away', () => {
    const values = ['hunter2', 4711.5, true, ['hunter2'], { hunter2: 1 }, ''];
    expect(values.map((value) => inJson('Int', { value }))).toEqual(
      ['a string', 'a number', 'a boolean', 'a list', 'an object', 'an empty string'].map(
        (got) => `! Row.value: expected an Int, got ${got} @ $.value`,
      ),
    );
    expect(inJson('Int', '{"value": 4711.50}')).toBe('! Row.value: expected an Int, got a number @ $.value');
  });

  test('says where it is, through objects, lists, quoted names and types with a place of their own', () => {
    const Deep = record('Deep', { n: ['Int', "'odd name'.n"] }, 'attributes');
    const { read } = json('Row', [record('Row', { deep: ['[Deep]', 'a.list'] }), Deep], { at: 'data[0]' });
    expect(read({ data: [{ a: { list: [{}, { attributes: { 'odd name': { n: 'x' } } }] } }] })).toEqual({
      deep: [
        { n: null },
        { n: "! Deep.n: expected an Int, got a string @ $.data[0].a.list[1].attributes.'odd name'.n" },
      ],
    });
  });

  test('names the fix where a list stands in the way', () => {
    expect(inJson(['Int', 'a.b'], { a: [{ b: 1 }] })).toBe(
      '! Row.value: expected an object (say [0] for the first item, or [] for each), got a list @ $.a.b',
    );
    expect(inJson(['Int', 'a[0]'], { a: { b: 1 } })).toBe('! Row.value: expected a list, got an object @ $.a[0]');
    expect(inJson(['Int', 'a.b'], { a: 'text' })).toBe('! Row.value: expected an object, got a string @ $.a.b');
    expect(inJson(['Int', 'a.b'], '{"a": 1.10}')).toBe('! Row.value: expected an object, got a number @ $.a.b');
  });
});

describe('null, missing and empty', () => {
  test('a member that is null or missing is null, and a misfit where it must not be', () => {
    expect([inJson('Int', {}), inJson('Int', { value: null })]).toEqual([null, null]);
    expect([inJson('Int!', {}), inJson('Int!', { value: null })]).toEqual([
      '! Row.value: expected an Int, got nothing @ $.value',
      '! Row.value: expected an Int, got null @ $.value',
    ]);
    expect([inJson('[Int]', {}), inJson('[Int]', { value: null })]).toEqual([null, null]);
    expect(inJson('[Int]!', {})).toBe('! Row.value: expected a list, got nothing @ $.value');
  });

  test('empty text is text: no null for String and ID, a misfit for all else', () => {
    expect([inJson('String!', { value: '' }), inJson('ID!', { value: '' })]).toEqual(['', '']);
    expect(inJson('[Int]', { value: '' })).toBe('! Row.value: expected a list, got an empty string @ $.value');
    expect(inJson('Float', { value: '' })).toBe('! Row.value: expected a Float, got an empty string @ $.value');
  });

  test('null in the middle of a path reads as null, and so does what is beyond it', () => {
    expect([{ a: null }, {}, { a: {} }, { a: { b: null } }].map((body) => inJson(['Int', 'a.b.c'], body))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test('names of the language are names like any other', () => {
    expect(inJson(['String', 'constructor'], {})).toBeNull();
    expect(inJson(['String', '__proto__.x'], '{"__proto__": {"x": "own"}}')).toBe('own');
    expect(inJson(['Int', 'length'], { value: 1 })).toBeNull();
  });
});

describe('spellings of null', () => {
  test('are null, wherever they are met on the path', () => {
    expect(
      [{ value: '-' }, { value: 0 }, { value: false }, '{"value": 1.10}', { value: 5 }].map((body) =>
        inJson(['Int', { null: ['-', 0, false, 1.1] }], body),
      ),
    ).toEqual([null, null, null, '! Row.value: expected an Int, got a number @ $.value', 5]);
    expect(inJson(['Int', { path: 'replies.count', null: [''] }], { replies: '' })).toBeNull();
    expect(inJson(['String', { null: ['', 'n/a'] }], { value: 'n/a' })).toBeNull();
  });

  test('are a misfit where null is, and absent for a list', () => {
    expect(inJson(['Int!', { null: ['-'] }], { value: '-' })).toBe('! Row.value: expected an Int, got null @ $.value');
    expect(inJson(['[Int]', { null: [''] }], { value: '' })).toBeNull();
    expect(inJson(['[Int]', { null: ['-'] }], { value: [1, '-', 2] })).toEqual([1, null, 2]);
  });

  test('are compared as they are: "0" is not 0', () => {
    expect([inJson(['ID', { null: [0] }], { value: '0' }), inJson(['ID', { null: ['0'] }], { value: 0 })]).toEqual([
      '0',
      '0',
    ]);
  });
});

describe('defaults', () => {
  test('stand in for what is absent, null or spelled null, and never for a misfit', () => {
    const spec = ['Int!', { default: 7, null: ['-'] }] as const;
    expect([{}, { value: null }, { value: '-' }, { value: 1 }].map((body) => inJson(spec, body))).toEqual([7, 7, 7, 1]);
    expect(inJson(spec, { value: 'x' })).toBe('! Row.value: expected an Int, got a string @ $.value');
  });

  test('of a list can be empty', () => {
    expect([inJson(['[Int!]!', { default: [] }], {}), inJson(['[Int!]!', { default: [] }], { value: [1] })]).toEqual([
      [],
      [1],
    ]);
    expect(inJson(['[Int]', { default: [1] }], {})).toEqual([
      'Row.value: its default (a list) does not fit: expected [] (a list can only be empty)',
    ]);
  });

  test('are checked at start', () => {
    const wrong = (type: string, value: string | number | boolean | null) =>
      inJson([type, { default: value }], {}, [Item]);
    expect([
      wrong('Int', 'x'),
      wrong('Boolean', 1),
      wrong('Item', 'x'),
      wrong('Date', 'soon'),
      wrong('JSON', 'x'),
    ]).toEqual([
      ['Row.value: its default ("x") does not fit: expected an Int'],
      ['Row.value: its default (1) does not fit: expected a Boolean'],
      ['Row.value: its default ("x") does not fit: expected no default: only scalars, enums and lists have one'],
      ['Row.value: its default ("soon") does not fit: expected a Date (2026-11-22)'],
      ['Row.value: its default ("x") does not fit: expected no default: only scalars, enums and lists have one'],
    ]);
  });

  test('are of any scalar, and of an enum the value or a spelling of it', () => {
    const state = { kind: 'enum', name: 'State', values: [{ name: 'OPEN', spellings: ['open'] }] } as const;
    const given = (type: string, value: string | number | boolean) => inJson([type, { default: value }], {}, [state]);
    expect([
      given('String', ''),
      given('Boolean', false),
      given('Decimal', '1.10'),
      given('ID', 5),
      given('Float', 1.5),
      given('State', 'OPEN'),
      given('State', 'open'),
    ]).toEqual(['', false, '1.10', '5', 1.5, 'OPEN', 'OPEN']);
  });
});

describe('lists', () => {
  test.each([[[]], [[1]], [[1, 2, 3]]])('of %j are lists', (list) => {
    expect(inJson('[Int!]!', { value: list })).toEqual(list);
  });

  test('are only arrays: a lone value is a misfit, unless it is said to stand for a list of one', () => {
    expect(inJson('[Int]', { value: 1 })).toBe('! Row.value: expected a list, got a number @ $.value');
    expect(inJson('[Item]', { value: { error: true } }, [Item])).toBe(
      '! Row.value: expected a list (say lone: true where one stands for a list of one), got an object @ $.value',
    );
    const lone = ['[Int]', { lone: true }] as const;
    expect([{ value: 1 }, { value: [1, 2] }, { value: [] }, { value: null }].map((body) => inJson(lone, body))).toEqual(
      [[1], [1, 2], [], null],
    );
  });

  test('keep their siblings when an item is bad or null', () => {
    expect(inJson('[Int!]', { value: [1, null, 'x', 4] })).toEqual([
      1,
      '! Row.value: expected an item, got null @ $.value[1]',
      '! Row.value: expected an Int, got a string @ $.value[2]',
      4,
    ]);
    expect(inJson('[Int]', { value: [1, null] })).toEqual([1, null]);
  });

  test('of lists nest as declared', () => {
    expect(inJson('[[Float!]!]!', { value: [[1, 2], [], [3]] })).toEqual([[1, 2], [], [3]]);
    expect(inJson('[[Int]]', { value: [[1], 2] })).toEqual([
      [1],
      '! Row.value: expected a list, got a number @ $.value[1]',
    ]);
    expect(inJson('[Int]', { value: [[1]] })).toEqual(['! Row.value: expected an Int, got a list @ $.value[0]']);
  });

  test('are frozen, and so are records', () => {
    const { value } = json('[Item]', [Item]);
    const rows = value([{ id: 1, value: 1 }]) as readonly object[];
    expect([rows, rows[0]].map((each) => Object.isFrozen(each))).toEqual([true, true]);
    expect(Object.getPrototypeOf(rows[0])).toBe(Object.prototype);
  });
});

describe('"[n]" and "[]"', () => {
  const body = { a: [{ b: [1, 2] }, { b: [3] }, {}, null] };

  test('"[n]" takes one item, from either end, and none beyond the end', () => {
    expect(
      ['a[0].b[1]', 'a[1].b[-1]', 'a[9].b', 'a[0].b[2]', 'a[0].b[-3]'].map((path) => inJson(['Int', path], body)),
    ).toEqual([2, 3, null, null, null]);
    expect(inJson(['Int!', 'a[9].b'], body)).toBe('! Row.value: expected an Int, got null @ $.a[9].b');
  });

  test('"[]" takes each item', () => {
    expect(inJson(['[[Int]]', 'a[].b'], body)).toEqual([[1, 2], [3], null, null]);
    expect(inJson(['[Int]', 'a[].b[]'], { a: [{ b: [1, 2] }, { b: [] }, { b: [3] }] })).toEqual([1, 2, 3]);
    expect(inJson(['[Int]', 'a[].b[0]'], body)).toEqual([1, 3, null, null]);
    expect([inJson(['[Int]', 'a[].b'], {}), inJson(['[Int]', 'a[].b'], { a: [] })]).toEqual([null, []]);
  });

  test('"[]" says which of the items does not fit', () => {
    expect(inJson(['[Int]', 'a[].b'], { a: [{ b: 1 }, { b: 'x' }, 'odd', { b: 4 }] })).toEqual([
      1,
      '! Row.value: expected an Int, got a string @ $.a[].b[1]',
      '! Row.value: expected an object, got a string @ $.a[].b[2]',
      4,
    ]);
    expect(inJson(['[Int]', 'a[].b'], { a: { b: 1 } })).toBe('! Row.value: expected a list, got an object @ $.a[].b');
  });

  test('"[]" is refused at start where no list is declared', () => {
    expect(inJson(['Int', 'a[].b'], body)).toEqual([
      'Row.value: "[]" in "a[].b" takes each item, but the type is no list; say [0] for the first',
    ]);
    expect(json('Item', [Item], { at: 'a[]' }).problems).toEqual([
      'shop.op: "[]" in "a[]" takes each item, but the type is no list; say [0] for the first',
    ]);
  });
});

describe('"key"', () => {
  const Money = record('Money', { code: 'ID!', name: 'String', symbol: 'String', country: ['ID', '^.^.cca2'] });
  const Word = record('Word', { code: 'ID!', text: ['String!', '.'] });

  test('makes a list of an object, and gives each item its name', () => {
    expect(
      inJson(
        ['[Money!]', { path: 'currencies', key: 'code' }],
        { cca2: 'JP', currencies: { JPY: { name: 'yen', code: 'ignored' }, XXX: {} } },
        [Money],
      ),
    ).toEqual([
      { code: 'JPY', name: 'yen', symbol: null, country: 'JP' },
      { code: 'XXX', name: null, symbol: null, country: 'JP' },
    ]);
    expect(inJson(['[Word!]', { key: 'code' }], { value: { jpn: 'Japanese', deu: 'German' } }, [Word])).toEqual([
      { code: 'jpn', text: 'Japanese' },
      { code: 'deu', text: 'German' },
    ]);
  });

  test('of nothing is nothing, and of an empty object an empty list', () => {
    expect(
      [{}, { value: null }, { value: {} }].map((body) => inJson(['[Money]', { key: 'code' }], body, [Money])),
    ).toEqual([null, null, []]);
  });

  test('wants an object, and items that fit', () => {
    expect([[1], 'x'].map((value) => inJson(['[Money]', { key: 'code' }], { value }, [Money]))).toEqual([
      '! Row.value: expected an object, got a list @ $.value',
      '! Row.value: expected an object, got a string @ $.value',
    ]);
    expect(
      inJson(['[Money!]', { key: 'code' }], { value: { A: 1, B: null, C: { name: 3.5, symbol: [] } } }, [Money]),
    ).toEqual([
      '! Money: expected an object, got a number @ $.value[0]',
      '! Row.value: expected an item, got null @ $.value[1]',
      {
        code: 'C',
        name: '3.5',
        symbol: '! Money.symbol: expected a String, got a list @ $.value[2].symbol',
        country: null,
      },
    ]);
    const Numbered = record('Numbered', { n: 'Int!', v: ['Int', '.'] });
    expect(inJson(['[Numbered]', { key: 'n' }], { value: { 7: 1, x: 2 } }, [Numbered])).toEqual([
      { n: 7, v: 1 },
      { n: '! Numbered.n: expected an Int, got another name @ $.value[1]', v: 2 },
    ]);
  });

  test('joins the members of many objects, and keeps what did not fit among them', () => {
    const { read } = json('[Money]', [Money], { at: { path: '[].currencies', key: 'code' } });
    expect(
      read([
        { cca2: 'JP', currencies: { JPY: {} } },
        { cca2: 'CH', currencies: { CHE: {}, CHF: { name: 'franc' } } },
        {},
      ]),
    ).toEqual([
      { code: 'JPY', name: null, symbol: null, country: 'JP' },
      { code: 'CHE', name: null, symbol: null, country: 'CH' },
      { code: 'CHF', name: 'franc', symbol: null, country: 'CH' },
    ]);
    expect(read([7, { currencies: { JPY: {} } }])).toEqual([
      '! shop.op: expected an object, got a number @ $.[].currencies[0]'.replace('$.[]', '$[]'),
      { code: 'JPY', name: null, symbol: null, country: null },
    ]);
  });

  test('survives a key list within a key list', () => {
    const Inner = record('Inner', { name: 'ID!', n: ['Int', '.'] });
    const Outer = record('Outer', { inner: ['[Inner]', { path: '.', key: 'name' }], name: 'ID!' });
    expect(inJson(['[Outer]', { key: 'name' }], { value: { a: { x: 1, y: 2 }, b: { z: 3 } } }, [Outer, Inner])).toEqual(
      [
        {
          name: 'a',
          inner: [
            { name: 'x', n: 1 },
            { name: 'y', n: 2 },
          ],
        },
        { name: 'b', inner: [{ name: 'z', n: 3 }] },
      ],
    );
  });

  test('reaches the items of a list of lists', () => {
    expect(inJson(['[[Money]]', { key: 'code' }], { value: { JPY: [{ name: 'a' }, { name: 'b' }] } }, [Money])).toEqual(
      [
        [
          { code: 'JPY', name: 'a', symbol: null, country: null },
          { code: 'JPY', name: 'b', symbol: null, country: null },
        ],
      ],
    );
  });

  test('can only fill a scalar or an enum', () => {
    expect(inJson(['[Bad]', { key: 'list' }], {}, [record('Bad', { list: '[ID]' })])).toEqual([
      'Bad.list: a key can only fill a scalar or an enum',
    ]);
  });
});

describe('"zip"', () => {
  const Hour = record('Hour', {
    time: 'String!',
    degrees: ['Float', 't'],
    low: ['Float', 'range[0]'],
    unit: ['String', '^.^.units.t'],
    all: ['[Float]', '^.t'],
    columns: ['Columns', '.'],
  });
  const Columns = record('Columns', { t: 'Float' });
  const hours = (hourly: unknown) =>
    inJson(['[Hour!]', { path: 'hourly', zip: true }], { hourly, units: { t: 'C' } }, [Hour, Columns]);

  test('makes rows of columns; "^" is the object of columns', () => {
    expect(hours({ time: ['0', '1'], t: [1.5, null], range: [[1, 2], [3]] })).toEqual([
      { time: '0', degrees: 1.5, low: 1, unit: 'C', all: [1.5, null], columns: { t: 1.5 } },
      { time: '1', degrees: null, low: 3, unit: 'C', all: [1.5, null], columns: { t: null } },
    ]);
    expect([hours({ time: [] }), hours({}), hours(null)]).toEqual([[], [], null]);
  });

  test('wants columns, of one length', () => {
    expect(hours({ time: ['0', '1'], t: [1] })).toBe(
      '! Row.value: expected columns of equal length, got others @ $.hourly',
    );
    expect(hours({ error: true })).toBe('! Row.value: expected columns (lists), got others @ $.hourly');
    expect(hours([])).toBe('! Row.value: expected an object, got a list @ $.hourly');
    expect(hours({ time: ['0'], t: 'x' })).toEqual([
      expect.objectContaining({
        time: '0',
        degrees: '! Hour.degrees: expected a column (a list), got a string @ $.hourly[0].t',
      }),
    ]);
    expect(hours({ t: [1] })).toEqual([
      expect.objectContaining({ time: '! Hour.time: expected a String, got nothing @ $.hourly[0].time', degrees: 1 }),
    ]);
  });
});

describe('"^"', () => {
  test('climbs every enclosing object, and no list', () => {
    const Leaf = record('Leaf', {
      own: ['Int', 'n'],
      one: ['Int', '^.n'],
      two: ['Int', '^.^.n'],
      three: ['Int', '^^^n'],
      beyond: ['Int', '^.^.^.^.n'],
    });
    const { read } = json('Row', [record('Row', { leaves: ['[Leaf]', 'a.list'] }), Leaf], { at: 'data' });
    expect(read({ n: 1, data: { n: 2, a: { n: 3, list: [{ n: 4 }] } } })).toEqual({
      leaves: [{ own: 4, one: 3, two: 2, three: 1, beyond: null }],
    });
  });

  test('alone is what encloses; of the whole document nothing does', () => {
    const Around = record('Around', { n: 'Int' });
    expect(inJson(['Item', 'a'], { a: {} }, [record('Item', { around: ['Around', '^'] }), Around])).toEqual({
      around: { n: null },
    });
    expect(inJson(['Around', '^'], { n: 1 }, [Around])).toBeNull();
    expect(inJson(['Int!', '^.n'], { n: 1 })).toBe('! Row.value: expected an Int, got nothing @ $.^.n');
  });

  test("climbs out of a type's own place, there or not", () => {
    const Quake = record(
      'Quake',
      { id: ['ID', '^.^.id'], kind: ['String', '^.kind'], magnitude: ['Float', 'mag'], list: ['[Int]', 'list'] },
      'a.properties',
    );
    const { read } = json('[Quake]', [Quake]);
    expect(
      read([
        { id: 1, a: { kind: 'k', properties: { mag: 5 } } },
        { id: 2, a: { kind: 'k' } },
        { id: 3, kind: 'not here' },
        { id: 4, a: { properties: null } },
        { id: 5, a: 7 },
      ]),
    ).toEqual([
      { id: '1', kind: 'k', magnitude: 5, list: null },
      { id: '2', kind: 'k', magnitude: null, list: null },
      { id: '3', kind: null, magnitude: null, list: null },
      { id: '4', kind: null, magnitude: null, list: null },
      '! Quake: expected an object, got a number @ $[4]',
    ]);
    expect(read([{ a: { properties: 'text' } }, 'x'])).toEqual([
      '! Quake: expected an object, got a string @ $[0]',
      '! Quake: expected an object, got a string @ $[1]',
    ]);
  });

  test('reaches from an item of "[]" the object it came from', () => {
    const Tag = record('Tag', { text: ['String', '.'], owner: ['ID', '^.id'] });
    expect(
      inJson(
        ['[Tag]', 'users[].tags[]'],
        {
          users: [
            { id: 1, tags: ['a', 'b'] },
            { id: 2, tags: ['c'] },
          ],
        },
        [Tag],
      ),
    ).toEqual([
      { text: 'a', owner: '1' },
      { text: 'b', owner: '1' },
      { text: 'c', owner: '2' },
    ]);
  });
});

describe('records', () => {
  test('regroup a flat answer with "."', () => {
    const Capital = record('Capital', { name: ['String', 'capital[0]'], lat: ['Float', 'info.latlng[0]'] });
    expect(inJson(['Capital', '.'], { capital: ['Tokyo'], info: { latlng: [35.68] } }, [Capital])).toEqual({
      name: 'Tokyo',
      lat: 35.68,
    });
  });

  test('may contain themselves', () => {
    const Node = record('Node', { id: 'ID!', parent: 'Node', children: '[Node!]' });
    expect(
      json('Node', [Node]).read({ id: 1, parent: { id: 0 }, children: [{ id: 2, children: [{ id: 3 }] }] }),
    ).toEqual({
      id: '1',
      parent: { id: '0', parent: null, children: null },
      children: [{ id: '2', parent: null, children: [{ id: '3', parent: null, children: null }] }],
    });
  });

  test("lack their details, but for the answer of the type's own loader", () => {
    const User = record('User', { login: 'ID!', bio: ['String', { detail: true }], friend: 'User' });
    const body = { login: 'a', bio: 'x', friend: { login: 'b', bio: 'y' } };
    expect(json('User', [User]).read(body)).toEqual({ login: 'a', friend: { login: 'b', friend: null } });
    expect(json('User', [User], { detail: true }).read(body)).toEqual({
      login: 'a',
      bio: 'x',
      friend: { login: 'b', friend: null },
    });
    expect(json('[User]', [User], { detail: true }).read([body])).toEqual([
      { login: 'a', bio: 'x', friend: { login: 'b', friend: null } },
    ]);
  });

  test('find their names as the source spells them', () => {
    const Row = record('Row', {
      plusOne: 'Int',
      createdAt: 'Int',
      _id: 'Int',
      iso2Code: 'Int',
      explicit: ['Int', 'asIs'],
    });
    const spelled = [
      ['camelCase', { plusOne: 1, createdAt: 2, _id: 3, iso2Code: 4, asIs: 5 }],
      ['snake_case', { plus_one: 1, created_at: 2, _id: 3, iso2_code: 4, asIs: 5 }],
      ['kebab-case', { 'plus-one': 1, 'created-at': 2, _id: 3, 'iso2-code': 4, asIs: 5 }],
      ['PascalCase', { PlusOne: 1, CreatedAt: 2, _Id: 3, Iso2Code: 4, asIs: 5 }],
      ['lowercase', { plusone: 1, createdat: 2, _id: 3, iso2code: 4, asIs: 5 }],
    ] as const;
    for (const [names, body] of spelled) {
      expect([names, json('Row', [Row], { api: { names } }).read(body)]).toEqual([
        names,
        { plusOne: 1, createdAt: 2, _id: 3, iso2Code: 4, explicit: 5 },
      ]);
    }
  });
});

describe("an operation's place", () => {
  test('must be there: an answer of another kind is no empty success', () => {
    const { read } = json('[Item]', [Item], { at: 'data.items' });
    expect([{ error: 'x' }, { data: {} }, { data: { items: 'x' } }, [], { data: [] }].map(read)).toEqual([
      '! shop.op: expected a list, got nothing @ $.data.items',
      '! shop.op: expected a list, got nothing @ $.data.items',
      '! shop.op: expected a list, got a string @ $.data.items',
      '! shop.op: expected an object (say [0] for the first item, or [] for each), got a list @ $.data.items',
      '! shop.op: expected an object (say [0] for the first item, or [] for each), got a list @ $.data.items',
    ]);
    expect(json('Item', [Item]).read('null')).toBe('! shop.op: expected a document, got null @ $');
    expect(json('[Item]', [Item]).read({ id: 1 })).toBe(
      '! shop.op: expected a list (say lone: true where one stands for a list of one), got an object @ $',
    );
    expect(json('Item', [Item], { at: 'item' }).read({})).toBe('! shop.op: expected an object, got nothing @ $.item');
  });

  test('may hold null, or end before the item: then there is none', () => {
    const rows = json('[Item]', [Item], { at: '[1]' });
    expect([[{ total: 0 }, null], [{ total: 0 }]].map(rows.read)).toEqual([[], []]);
    expect(json('Item', [Item], { at: 'items[0]' }).read({ items: [] })).toBeNull();
    expect(json('Item', [Item], { at: 'items[0].item' }).read({ items: [] })).toBeNull();
    expect(json('Item', [Item], { at: 'data.item' }).read({ data: null })).toBeNull();
    expect(json('Item', [Item], { at: 'item' }).read({ item: null })).toBeNull();
  });

  test('takes the words of lists, for lists', () => {
    expect(json('[Item]', [Item], { at: { path: '.', lone: true } }).read({ id: 1, value: 2 })).toEqual([
      { id: '1', value: 2 },
    ]);
    expect(json('Item', [Item], { at: { path: '.', lone: true } }).problems).toEqual([
      'shop.op: "lone" makes a list, but it answers with one Item',
    ]);
  });

  test('tells the index of rows that are matched by one, from beside their own place', () => {
    const Row = record('Row', { n: 'Int' }, 'a.b');
    const { read } = json('Row', [Row], { match: { index: 'meta.index' } });
    expect(read([{ meta: { index: 3 }, a: { b: { n: 1 } } }, {}])).toEqual([
      { n: 1, $index: 3 },
      { n: null, $index: null },
    ]);
  });

  test('may hold scalars', () => {
    expect(json('[Int]', [], { at: 'ids' }).read({ ids: [1, 'x'] })).toEqual([
      1,
      '! shop.op: expected an Int, got a string @ $.ids[1]',
    ]);
  });
});
