import { describe, expect, test } from '@jest/globals';
import { scalarFormats } from '../../../src/datasources/base/contract/scalars.ts';
import { made, sampled, valuesIn } from './sample-support.ts';
import { enumOf, record } from './support.ts';

const Item = record('Item', { id: 'ID!', value: 'Int' });

describe('when there is no such document', () => {
  const why = (sample: ReturnType<typeof sampled>) => ('cannot' in sample ? sample.cannot : sample.body);

  test('it says which keys cannot differ between rows', () => {
    const Rate = record('Rate', { code: 'ID!', base: ['ID!', '^.base'] });
    const rows = [
      { code: 'USD', base: 'EUR' },
      { code: 'JPY', base: 'GBP' },
    ];
    expect(why(sampled('json', '[Rate]', [Rate], rows, { at: 'rates' }))).toBe(
      'Rate.base: one place of the document stands for several rows that ask for different values',
    );
  });

  test('it says that two rows need the same name in one object', () => {
    const rows = [{ id: 'a' }, { id: 'a' }];
    expect(why(sampled('json', '[Item]', [Item], rows, { at: { path: 'by', key: 'id' } }))).toBe(
      'Item.id: several rows need the same name in one object',
    );
  });

  test('it says that a place holds one row only', () => {
    expect(why(sampled('xml', '[Item]', [Item], [{}, {}]))).toBe('shop.op: its place holds one row, not 2');
  });

  test('it says that what was asked for cannot be spelled', () => {
    expect(why(sampled('json', '[Item]', [Item], [{ value: 'x' }]))).toBe(
      'Item.value: what was asked for cannot be spelled so that it reads the same',
    );
    expect(why(sampled('xml', 'Item', [Item], [{ id: ' padded ' }]))).toBe(
      'Item.id: what was asked for cannot be spelled so that it reads the same',
    );
    expect(why(sampled('json', 'Item', [Item], [{ odd: 1 }]))).toBe('shop.op: odd cannot be told of each row');
  });

  test('it says which readers cannot agree on one place', () => {
    const Odd = record('Odd', { a: ['Date', 'x'], b: ['Int', 'x'] });
    expect(why(sampled('json', 'Odd', [Odd], [{}]))).toBe(
      'Odd.a and Odd.b: no spelling was found that suits its format, and all who read the same place',
    );
    const Both = record('Both', { a: ['String', 'x'], b: ['String', 'x.y'] });
    expect(why(sampled('json', 'Both', [Both], [{}]))).toBe('$."x" is read both as a scalar and as an object');
  });

  test('it says what the contract itself is refused for', () => {
    expect(why(sampled('xml', '[Item]', [Item], [{}], { at: { path: 'a', key: 'id' } }))).toBe(
      'shop.op: "key" is for JSON; in XML elements of one name are a list by themselves',
    );
    expect(why(sampled('xml', 'Odd', [record('Odd', { a: ['Int', "'odd name'"] })], [{}]))).toBe(
      '"odd name" cannot be a name in XML',
    );
  });

  test('it says that a path leads beyond the document, where something must be there', () => {
    const Odd = record('Odd', { id: ['ID!', '^.^.^.id'] });
    expect(why(sampled('json', '[Odd]', [Odd], [{}], { at: 'rows' }))).toBe(
      'Odd.id: its path leads beyond the document',
    );
    const Loose = record('Loose', { id: ['ID', '^.^.^.id'] });
    expect(made(sampled('json', '[Loose]', [Loose], [{}], { at: 'rows' })).records).toEqual([{ id: null }]);
  });

  test('it says that a type contains itself without an end', () => {
    const Odd = record('Odd', { odd: 'Odd!' });
    expect(why(sampled('json', 'Odd', [Odd], [{}]))).toBe('Odd.odd: Odd contains itself without an end');
  });

  test('an answer that would be taken for an error of the API is made in another way, if there is one', () => {
    const Ok = record('Ok', { ok: 'Boolean!' });
    const faults = [{ at: 'ok', is: false }];
    expect(made(sampled('json', 'Ok', [Ok], [{}], { api: { faults } })).records).toEqual([{ ok: true }]);
    expect(why(sampled('json', 'Ok', [Ok], [{}], { api: { faults: [{ at: 'ok' }] } }))).toBe(
      'shop.op: its answer would be taken for an error of the API',
    );
  });
});

describe('what is made up', () => {
  test('is never null, and differs between fields and rows', () => {
    const Row = record('Row', {
      id: 'ID!',
      name: 'String',
      n: 'Int',
      r: 'Float',
      day: 'Date',
      at: 'DateTime',
      parts: '[Item]',
    });
    const { records } = made(sampled('json', '[Row]', [Row, Item], [{}, {}, {}]));
    const values = valuesIn(records);
    expect(values).toHaveLength(3 * (6 + 2 * 2));
    expect(new Set(values).size).toBe(values.length);
    expect(values).not.toContain(null);
  });

  test('of a row depends on the row alone, not on how many there are', () => {
    const [first, second] = made(sampled('json', '[Item]', [Item], [{}, {}])).records;
    expect(made(sampled('json', '[Item]', [Item], [{}])).records).toEqual([first]);
    expect(made(sampled('json', '[Item]', [Item], [{}, {}, {}])).records.slice(0, 2)).toEqual([first, second]);
  });

  test('of an enum goes through its values', () => {
    const State = enumOf('State', { OPEN: ['open'], CLOSED: null, LOST: ['0'] });
    const { records } = made(sampled('json', '[State]', [State], [{}, {}, {}], { api: { enums: 'lowercase' } }));
    expect(new Set(records)).toEqual(new Set(['CLOSED', 'LOST', 'OPEN']));
  });

  test('avoids spellings of null', () => {
    const Row = record('Row', { n: ['Int', { null: [1, 32] }], on: ['Boolean', { null: [true, false] }] });
    expect(made(sampled('json', 'Row', [record('Row', { n: ['Int', { null: [1, 32] }] })], [{}])).records).toEqual([
      { n: 63 },
    ]);
    expect(sampled('json', 'Row', [Row], [{}])).toEqual({
      cannot: 'Row.on: no spelling was found that suits its format',
    });
  });

  test('suits all who read the same place', () => {
    const Row = record('Row', {
      text: ['String', 'n'],
      n: 'Int',
      id: ['ID', 'n'],
      seconds: ['Duration', { path: 'n', format: 'seconds' }],
    });
    for (const format of ['json', 'xml'] as const) {
      const [row] = made(sampled(format, '[Row]', [Row], [{}], { at: 'rows.row' })).records;
      expect(row).toEqual({ text: '2', n: 2, id: '2', seconds: 'PT2S' });
    }
  });

  test('ends where a type contains itself', () => {
    const Node = record('Node', { id: 'ID!', parent: 'Node', children: ['[Node!]!', 'list.node'] });
    const [json] = made(sampled('json', 'Node', [Node], [{}])).records;
    const [xml] = made(sampled('xml', 'Node', [Node], [{}])).records;
    expect(json).toEqual({ id: 'id-1', parent: null, children: [] });
    expect(xml).toEqual(json);
  });

  test('has details only in the answer of the own loader', () => {
    const User = record('User', { login: 'ID!', bio: ['String', { detail: true }] });
    const bodies = [true, false].map((detail) => made(sampled('json', 'User', [User], [{}], { detail })).body);
    expect(bodies).toEqual(['{"login":"login-1","bio":"bio 2"}', '{"login":"login-1"}']);
  });

  test.each([
    ['String', [undefined, 'collapse']],
    ['Boolean', [undefined, 'Y/N', '1/0']],
    ['Int', [undefined, '1,234', '1.234', '1,234.5', '1.234,5']],
    ['Float', [undefined, '1,234.5', '1.234,5']],
    ['Decimal', [undefined, '1,234.5', '1.234,5']],
    ['BigInt', [undefined, '1,234']],
    ['Date', [undefined, 'dd/MM/yyyy', 'EEE MMM dd HH:mm:ss Z yyyy']],
    ['DateTime', [undefined, 'unix', 'unixMs', 'http', 'EEE MMM dd HH:mm:ss Z yyyy', 'yyyy-MM-dd HH:mm:ss.SSS Z']],
    ['LocalDateTime', [undefined, 'yyyyMMddTHHmmss']],
    ['Time', [undefined, 'HH.mm']],
    ['Duration', [undefined, 'seconds', 'milliseconds']],
  ])('is of any scalar, in any format: %s', (type, formats) => {
    expect(scalarFormats).toHaveProperty(type);
    for (const format of formats) {
      const words = format === undefined ? {} : { format };
      const Row = record('Row', { value: [`${type}!`, words], day: ['Date', 'other'] });
      for (const language of ['json', 'xml'] as const) {
        const { records } = made(sampled(language, '[Row]', [Row], [{}, {}, {}], { at: 'rows.row' }));
        expect(records).toHaveLength(3);
        // What was read can be asked for, and is then read once more.
        const [row] = records;
        const value = (row as { value: string }).value;
        expect([format, made(sampled(language, '[Row]', [Row], [{ value }], { at: 'rows.row' })).records]).toEqual([
          format,
          [expect.objectContaining({ value })],
        ]);
      }
    }
  });

  test('is a subtree where JSON is read, beside what else is read there', () => {
    const Row = record('Row', { all: ['JSON!', '.'], some: 'JSON', n: ['Int', 'a.n'], a: 'JSON' });
    expect(made(sampled('json', 'Row', [Row], [{}])).body).toBe('{"some":{"sample":2},"a":{"n":3}}');
  });
});

describe('the places of rows', () => {
  const Money = record('Money', { code: 'ID!', name: 'String', country: ['ID', '^.^.cca2'] });
  const at = { path: '[].currencies', key: 'code' };

  test('lie beside each other, if what lies above them may be the same', () => {
    expect(made(sampled('json', '[Money]', [Money], [{ code: 'a' }, { code: 'b' }], { at })).body).toBe(
      '[{"currencies":{"a":{"name":"name 1"},"b":{"name":"name 998"}},"cca2":"country-2"}]',
    );
  });

  test('have each their own ancestor, if it may not', () => {
    expect(made(sampled('json', '[Money]', [Money], [{ country: 'JP' }, { country: 'CH' }], { at })).body).toBe(
      '[{"currencies":{"code-1":{"name":"name 1"}},"cca2":"JP"},{"currencies":{"code-998":{"name":"name 998"}},"cca2":"CH"}]',
    );
    expect(made(sampled('json', '[Money]', [Money], [{ code: 'EUR' }, { code: 'EUR' }], { at })).records).toHaveLength(
      2,
    );
    const Rate = record('Rate', { code: ['ID!', '@code'], date: ['Date!', '^.@time'] });
    const rows = [
      { code: 'USD', date: '2026-11-20' },
      { code: 'USD', date: '2026-11-21' },
    ];
    expect(made(sampled('xml', '[Rate]', [Rate], rows, { at: 'all.day.rate' })).body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n' +
        '<all><day time="2026-11-20"><rate code="USD"/></day><day time="2026-11-21"><rate code="USD"/></day></all>\n',
    );
  });

  test('may be a column, the name of a member, or the number of a row', () => {
    const rows = [{ id: '9' }, { id: '7' }];
    const made2 = (options: Parameters<typeof sampled>[4]) =>
      made(sampled('json', '[Item]', [Item], rows, options)).body;
    expect(made2({ at: { path: 'all', zip: true } })).toBe('{"all":{"id":["9","7"],"value":[2,999]}}');
    expect(made2({ at: { path: 'all', key: 'id' } })).toBe(
      '{"all":{"9":{"value":2},"7":{"value":999}}}'.replace('2', '1').replace('999', '998'),
    );
    expect(made2({ match: { index: 'meta.i' } })).toBe(
      '[{"id":"9","value":2,"meta":{"i":0}},{"id":"7","value":999,"meta":{"i":1}}]',
    );
  });

  test('tell their index beside the own place of their type', () => {
    const Deep = record('Deep', { n: 'Int' }, 'a.b');
    expect(made(sampled('json', '[Deep]', [Deep], [{}, {}], { match: { index: 'i' } })).body).toBe(
      '[{"a":{"b":{"n":1}},"i":0},{"a":{"b":{"n":998}},"i":1}]',
    );
  });

  test('may be none', () => {
    expect(made(sampled('json', '[Item]', [Item], [], { at: '[1]' })).body).toBe('[null,[]]');
    expect(made(sampled('json', '[Item]', [Item], [], { at })).body).toBe('[{"currencies":{}}]');
    expect(made(sampled('json', '[Item]', [Item], [], { at: { path: 'a[0]', lone: true } })).body).toBe('{"a":[[]]}');
    expect(made(sampled('xml', '[Item]', [Item], [], { at: 'list.item' })).body).toContain('<list/>');
  });

  test('of one object take the first row, or nothing asked for', () => {
    expect(made(sampled('json', 'Item', [Item], [{ id: 'x' }, { id: 'y' }])).records).toEqual([{ id: 'x', value: 2 }]);
    expect(made(sampled('json', 'Item', [Item], [])).records).toEqual([{ id: 'id-1', value: 2 }]);
  });

  test('of a lone row need no list', () => {
    const options = { at: { path: '.', lone: true } };
    const bodies = [[{}], [{}, {}]].map((rows) => made(sampled('json', '[Item]', [Item], rows, options)).body);
    expect(bodies.map((body) => body.slice(0, 1))).toEqual(['{', '[']);
  });
});

describe('lists', () => {
  test('that are met in several ways are one list', () => {
    const Row = record('Row', {
      last: ['ID', 'items[-1].id'],
      fourth: ['ID', 'items[3].id'],
      items: '[Item!]!',
      ids: ['[ID!]!', 'items[].id'],
    });
    for (const format of ['json', 'xml'] as const) {
      const [row] = made(sampled(format, 'Row', [Row, Item], [{}])).records;
      const { ids, items, last, fourth } = row as {
        ids: string[];
        items: { id: string }[];
        last: string;
        fourth: string;
      };
      expect(ids).toHaveLength(4);
      expect(items.map(({ id }) => id)).toEqual(ids);
      expect([last, fourth]).toEqual([ids[3], ids[3]]);
    }
  });

  test('of columns are of one length, whoever else reads them', () => {
    const Hour = record('Hour', { t: 'Int!', all: ['[Int]', '^.other'] });
    const Row = record('Row', { hours: ['[Hour!]!', { path: 'h', zip: true }], third: ['Int', 'h.other[2]'] });
    const [row] = made(sampled('json', 'Row', [Row, Hour], [{}])).records;
    expect(row).toEqual({
      hours: [1, 2, 3].map(() => expect.objectContaining({ all: expect.any(Array) })),
      third: expect.any(Number),
    });
  });

  test('of members are one object, also where some are known by name', () => {
    const Word = record('Word', { code: 'ID!', text: ['String!', '.'] });
    const Code = record('Code', { code: 'ID!' });
    const Row = record('Row', {
      words: ['[Word!]!', { path: 'w', key: 'code' }],
      codes: ['[Code!]!', { path: 'w', key: 'code' }],
      english: ['String!', 'w.eng'],
    });
    const [row] = made(sampled('json', 'Row', [Row, Word, Code], [{}])).records;
    const { words, codes, english } = row as {
      words: { code: string; text: string }[];
      codes: unknown;
      english: string;
    };
    expect(codes).toEqual(words.map(({ code }) => ({ code })));
    expect(words).toContainEqual({ code: 'eng', text: english });
  });

  test('of lists nest', () => {
    const Row = record('Row', { grid: '[[Int!]!]!', deep: ['[[Int!]!]!', 'a[].b'] });
    const [row] = made(sampled('json', 'Row', [Row], [{}])).records;
    expect(row).toEqual({
      grid: [
        [1, 2],
        [3, 4],
      ],
      deep: [
        [5, 6],
        [7, 8],
      ],
    });
  });
});

describe('XML', () => {
  test('escapes what is asked for', () => {
    const Row = record('Row', { id: ['ID!', '@id'], text: ['String', '.'] });
    const row = { id: `<a&"b'\tc\n>`, text: ' ]]>\r\n<!--ä😀 ' };
    expect(made(sampled('xml', 'Row', [Row], [row])).records).toEqual([row]);
  });

  test('declares namespaces, and keeps names of several apart', () => {
    const Row = record('Row', {
      any: ['[String!]!', 'link'],
      atom: ['String!', 'atom:link'],
      none: ['String!', ':link'],
      one: ['String!', 'dc:title'],
      same: ['String!', 'title'],
      lang: ['String!', 'title.@xml:lang'],
    });
    const api = { namespaces: { dc: 'http://purl.org/dc/elements/1.1/' } };
    const { body, records } = made(sampled('xml', '[Row]', [Row], [{}], { at: 'rdf:RDF.item', api }));
    expect(body).toContain(
      '<rdf:RDF xmlns:rdf="urn:rdf" xmlns:atom="urn:atom" xmlns:dc="http://purl.org/dc/elements/1.1/">',
    );
    const [row] = records as { any: string[]; atom: string; none: string; one: string; same: string }[];
    expect(row && { any: row.any, same: row.same }).toEqual({ any: [row?.atom, row?.none], same: row?.one });
  });

  test('holds text and children in one element', () => {
    const Row = record('Row', { all: ['String', '.'], bold: ['String', 'b'], id: ['ID', 'b.@id'] });
    expect(made(sampled('xml', 'Row', [Row], [{}])).body).toContain('<Row>all 1<b id="id-3">bold 2</b></Row>');
  });

  test('never writes a blank element for a record', () => {
    const Empty = record('Empty', { page: ['Int', '^.@page'] });
    expect(made(sampled('xml', '[Empty]', [Empty], [{}], { at: 'list.item' })).records).toEqual([{ page: 1 }]);
  });
});
