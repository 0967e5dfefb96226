import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { scalarFormats, scalarLeaf } from '../../../src/datasources/base/contract/scalars.ts';
import { enumOf, inJson, inXml, json, record, xml } from './support.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

/** Raw JSON text, so that numbers stay as they are written. */
const fromJson = (type: string, raw: string, format?: string) =>
  inJson([type, format === undefined ? {} : { format }], `{"value": ${raw}}`);
const fromXml = (type: string, text: string, format?: string) =>
  inXml([type, format === undefined ? {} : { format }], `<value>${text}</value>`);
const misfit = expect.stringMatching(/^! Row\.value: expected /);

describe('a spelling that does not fit', () => {
  test.each([
    [
      'Int',
      [
        '1.5',
        '2147483648',
        '-2147483649',
        '1e10',
        'true',
        '"x"',
        '""',
        '" 1"',
        '"0x10"',
        '"1e3"',
        '[]',
        '{}',
        '4.9999999999999999999',
        '"1,234"',
      ],
    ],
    ['Float', ['1e999', '"NaN"', '"INF"', '"Infinity"', '"1,5"', '""', 'true', '"0x10"', '"."', '{}']],
    ['Decimal', ['"NaN"', '""', '"1,5"', 'true', '"1.2.3"', '[]']],
    ['BigInt', ['1.5', '"1.0"', '1e3', '""', 'false']],
    ['ID', ['1.5', '1e3', 'true', '{}', '[1]', '1.0']],
    ['String', ['true', '{}', '[]']],
    ['Boolean', ['1', '0', '"1"', '"TRUE"', '"yes"', '""', '{}']],
    [
      'Date',
      [
        '"2026-02-30"',
        '"2026-13-01"',
        '"2026-1-1"',
        '"22.11.2026"',
        '20261122',
        '"2026-11-22T00:00:00Z"',
        '""',
        '"2026-00-10"',
        '"2026-04-31"',
        '"2025-02-29"',
      ],
    ],
    [
      'DateTime',
      [
        '"2026-11-22T10:00:00"',
        '"2026-11-22"',
        '"2026-11-22T25:00:00Z"',
        '1700000000',
        '"2026-11-22T10:00:00+99:00"',
        '"2026-02-30T10:00:00Z"',
        '"Z"',
      ],
    ],
    ['LocalDateTime', ['"2026-11-22T10:00:00Z"', '"2026-11-22"', '"10:00"', '"2026-11-22T10:60"']],
    ['Time', ['"24:00"', '"10"', '"10:61"', '1000', '"10:00Z"']],
    ['Duration', ['"P"', '"PT"', '"1h"', '90', '"P1H"', '"PT1D"', '""']],
  ])('%s refuses it in JSON', (type, spellings) => {
    for (const raw of spellings) expect([raw, fromJson(type, raw)]).toEqual([raw, misfit]);
  });

  test.each([
    ['Int', ['1.5', '2147483648', 'one', '1 2']],
    ['Float', ['NaN', 'INF', '1,5', '1 %']],
    ['Boolean', ['yes', 'TRUE', '2']],
    ['Date', ['2026-02-30', '2026-11-22Z']],
    ['DateTime', ['2026-11-22T10:00:00']],
    ['Decimal', ['NaN', '1,5']],
  ])('%s refuses it in XML', (type, spellings) => {
    for (const text of spellings) expect([text, fromXml(type, text)]).toEqual([text, misfit]);
  });

  test.each([
    ['Boolean', 'Y/N', ['"y"', '"true"', '"1"', '""']],
    ['Int', '1,234', ['"1,23"', '"1,2345"', '"12,34,567"', '",123"', '"1.234"', '"1234,5"']],
    ['Int', '1.234', ['"1,234"', '"1.23"']],
    ['Float', '1,234.5', ['"1,5"', '"1.234,5"', '"1,234,5"']],
    ['Float', '1.234,5', ['"1.5"', '"1,234.5"']],
    [
      'DateTime',
      'unix',
      [
        '"2026"+1',
        '"soon"',
        '1700000000000',
        '-99999999999999',
        '-62167219200.001',
        '"1e9"',
        '"1."',
        '"1.1234567890"',
      ].filter((raw) => !raw.includes('+')),
    ],
    ['DateTime', 'unixMs', ['"soon"', '1e15']],
    [
      'DateTime',
      'http',
      [
        '"Sun, 31 Feb 2026 10:00:00 GMT"',
        '"2026-11-22T10:00:00Z"',
        '"Sun, 22 Xxx 2026 10:00:00 GMT"',
        '"Sun, 22 Nov 2026 25:00:00 GMT"',
        '"Sunday, 22 Nov 2026 10:00:00 GMT"',
        '"Mon, 22 Nov 2026 10:00:00 GMT"',
        '"Sat, 22 Nov 2026 23:00:00 -0100"',
      ],
    ],
    [
      'DateTime',
      'EEE MMM dd HH:mm:ss Z yyyy',
      [
        '"Sun Nov 31 10:00:00 +0000 2026"',
        '"Sun Nov 22 10:00:00 2026"',
        '"Sun Nov 22 10:00:00 +9900 2026"',
        '"Foo Nov 22 10:00:00 +0000 2026"',
        '"Mon Nov 22 10:00:00 +0000 2026"',
      ],
    ],
    ['Date', 'EEE dd.MM.yyyy', ['"Mon 22.11.2026"']],
    ['LocalDateTime', 'EEE dd.MM.yyyy HH:mm', ['"Sat 22.11.2026 10:00"']],
    ['Date', 'dd/MM/yyyy', ['"31/02/2026"', '"2026-11-22"', '"1/2/2026"', '"22/11/2026 "']],
    ['Time', 'HH.mm', ['"24.00"', '"10:00"', '"10.60"']],
    ['Duration', 'seconds', ['"PT1S"', '-1', '"1e3"']],
  ])('%s spelled %s refuses it', (type, format, spellings) => {
    for (const raw of spellings) expect([raw, fromJson(type, raw, format)]).toEqual([raw, misfit]);
  });

  test('is never told', () => {
    const secret = 'hunter2-4711';
    for (const type of Object.keys(scalarFormats).filter((name) => !['ID', 'String', 'JSON'].includes(name))) {
      const [inText, inElement] = [fromJson(type, `"${secret}"`), fromXml(type, secret)].map(String);
      expect(inText).toContain(`Row.value: expected`);
      expect(`${inText} ${inElement}`).not.toContain('hunter2');
    }
  });
});

describe('a spelling that fits, in JSON', () => {
  test.each([
    [
      'Int',
      [
        ['12', 12],
        ['-3', -3],
        ['5.0', 5],
        ['"5.0"', 5],
        ['"7"', 7],
        ['"007"', 7],
        ['-0', 0],
        ['1e3', 1000],
        ['2147483647', 2147483647],
        ['"+4"', 4],
      ],
    ],
    [
      'Float',
      [
        ['1.5', 1.5],
        ['1', 1],
        ['"1.5"', 1.5],
        ['1e3', 1000],
        ['"-1e-3"', -0.001],
        ['1.10', 1.1],
        ['9007199254740993', 9007199254740992],
      ],
    ],
    [
      'Decimal',
      [
        ['1.10', '1.10'],
        ['"1.10"', '1.10'],
        ['1e3', '1e3'],
        ['9007199254740993', '9007199254740993'],
        ['0.1', '0.1'],
        ['-0', '-0'],
        ['1.5', '1.5'],
        ['12345678901234567890.123', '12345678901234567890.123'],
      ],
    ],
    [
      'BigInt',
      [
        ['9007199254740993', '9007199254740993'],
        ['"007"', '007'],
        ['-5', '-5'],
      ],
    ],
    [
      'ID',
      [
        ['9007199254740993', '9007199254740993'],
        ['"007"', '007'],
        ['7', '7'],
        ['"1e3"', '1e3'],
        ['""', ''],
        ['" a "', ' a '],
      ],
    ],
    [
      'String',
      [
        ['"a"', 'a'],
        ['""', ''],
        ['1.10', '1.10'],
        ['9007199254740993', '9007199254740993'],
        ['1e3', '1e3'],
        ['5', '5'],
      ],
    ],
    [
      'Boolean',
      [
        ['true', true],
        ['false', false],
        ['"true"', true],
        ['"false"', false],
      ],
    ],
    [
      'Date',
      [
        ['"2026-11-22"', '2026-11-22'],
        ['"2024-02-29"', '2024-02-29'],
      ],
    ],
    [
      'DateTime',
      [
        ['"2026-11-22T10:00:00Z"', '2026-11-22T10:00:00Z'],
        ['"2026-11-22 10:00:00.123z"', '2026-11-22T10:00:00.123Z'],
        ['"2026-11-22t10:00+0100"', '2026-11-22T10:00+01:00'],
        ['"2026-11-22T10:00:00-05:30"', '2026-11-22T10:00:00-05:30'],
      ],
    ],
    [
      'LocalDateTime',
      [
        ['"2026-11-22T10:00"', '2026-11-22T10:00'],
        ['"2026-11-22 10:00:30"', '2026-11-22T10:00:30'],
      ],
    ],
    [
      'Time',
      [
        ['"10:00"', '10:00'],
        ['"23:59:60.5"', '23:59:60.5'],
      ],
    ],
    [
      'Duration',
      [
        ['"PT1H30M"', 'PT1H30M'],
        ['"P2W"', 'P2W'],
        ['"-P1DT0.5S"', '-P1DT0.5S'],
      ],
    ],
  ])('%s reads it', (type, spellings) => {
    for (const [raw, expected] of spellings) expect([raw, fromJson(type, String(raw))]).toEqual([raw, expected]);
  });

  test.each([
    ['String', 'collapse', [['"  a \\n b "', 'a b']]],
    [
      'Boolean',
      'Y/N',
      [
        ['"Y"', true],
        ['"N"', false],
        ['true', true],
      ],
    ],
    [
      'Boolean',
      '1/0',
      [
        ['1', true],
        ['0', false],
        ['"1"', true],
      ],
    ],
    [
      'Int',
      '1,234',
      [
        ['"1,234"', 1234],
        ['"1234"', 1234],
        ['"-1,234,567"', -1234567],
        ['12', 12],
      ],
    ],
    [
      'Int',
      '1.234',
      [
        ['"1.234"', 1234],
        ['"12"', 12],
      ],
    ],
    [
      'Float',
      '1,234.5',
      [
        ['"1,234.5"', 1234.5],
        ['"0.5"', 0.5],
        ['"1,234"', 1234],
      ],
    ],
    [
      'Float',
      '1.234,5',
      [
        ['"1.234,5"', 1234.5],
        ['"0,5"', 0.5],
        ['1.5', 1.5],
      ],
    ],
    [
      'Decimal',
      '1.234,5',
      [
        ['"1.234,50"', '1234.50'],
        ['1.10', '1.10'],
      ],
    ],
    ['BigInt', '1,234', [['"9,007,199,254,740,993"', '9007199254740993']]],
    [
      'DateTime',
      'unix',
      [
        ['1700000000', '2023-11-14T22:13:20.000Z'],
        ['"1700000000.5"', '2023-11-14T22:13:20.500Z'],
        ['0', '1970-01-01T00:00:00.000Z'],
        ['-1', '1969-12-31T23:59:59.000Z'],
        ['-0', '1970-01-01T00:00:00.000Z'],
        ['"+1.5"', '1970-01-01T00:00:01.500Z'],
        ['1700000000.9996', '2023-11-14T22:13:20.9996Z'],
        ['1700000000.123456789', '2023-11-14T22:13:20.123456789Z'],
        ['1700000000.120000000', '2023-11-14T22:13:20.120Z'],
        ['1700000000.000000001', '2023-11-14T22:13:20.000000001Z'],
        ['-1.000001', '1969-12-31T23:59:58.999999Z'],
        ['-0.5', '1969-12-31T23:59:59.500Z'],
        ['253402300799.999999999', '9999-12-31T23:59:59.999999999Z'],
      ],
    ],
    [
      'DateTime',
      'unixMs',
      [
        ['1700000000123', '2023-11-14T22:13:20.123Z'],
        ['1700000000123.9', '2023-11-14T22:13:20.1239Z'],
        ['1.5', '1970-01-01T00:00:00.0015Z'],
        ['1.123456789', '1970-01-01T00:00:00.001123456Z'],
        ['-0.001', '1969-12-31T23:59:59.999999Z'],
      ],
    ],
    [
      'DateTime',
      'http',
      [
        ['"Sun, 22 Nov 2026 10:00:00 GMT"', '2026-11-22T10:00:00.000Z'],
        ['"Sun, 22 Nov 2026 10:00 +0100"', '2026-11-22T09:00:00.000Z'],
        ['"Sun, 1 Nov 2026 10:00:00 UTC"', '2026-11-01T10:00:00.000Z'],
      ],
    ],
    [
      'DateTime',
      'EEE MMM dd HH:mm:ss Z yyyy',
      [
        ['"Sun Nov 22 10:00:00 +0000 2026"', '2026-11-22T10:00:00+00:00'],
        ['"Sun Nov 22 10:00:00 Z 2026"', '2026-11-22T10:00:00Z'],
      ],
    ],
    ['Date', 'EEE MMM dd HH:mm:ss Z yyyy', [['"Sun Nov 22 10:00:00 +0000 2026"', '2026-11-22']]],
    ['Date', 'dd/MM/yyyy', [['"22/11/2026"', '2026-11-22']]],
    ['Date', 'dd.MM.yyyy', [['"22.11.2026"', '2026-11-22']]],
    ['LocalDateTime', 'yyyyMMddTHHmmss', [['"20261122T103000"', '2026-11-22T10:30:00']]],
    ['Time', 'HH.mm', [['"10.30"', '10:30:00']]],
    ['DateTime', 'yyyy-MM-dd HH:mm:ss.SSS Z', [['"2026-11-22 10:00:00.120 +01:00"', '2026-11-22T10:00:00.120+01:00']]],
    [
      'Duration',
      'seconds',
      [
        ['90', 'PT90S'],
        ['"90.50"', 'PT90.5S'],
        ['0', 'PT0S'],
      ],
    ],
    [
      'Duration',
      'milliseconds',
      [
        ['1500', 'PT1.5S'],
        ['1', 'PT0.001S'],
        ['"0.0001"', 'PT0.0000001S'],
        ['2000', 'PT2S'],
      ],
    ],
  ])('%s spelled %s reads it', (type, format, spellings) => {
    for (const [raw, expected] of spellings)
      expect([raw, fromJson(type, String(raw), format)]).toEqual([raw, expected]);
  });
});

describe('a spelling that fits, in XML', () => {
  test.each([
    [
      'Int',
      [
        [' 12\n', 12],
        ['5.0', 5],
        ['007', 7],
      ],
    ],
    [
      'Float',
      [
        [' 1.5 ', 1.5],
        ['1e3', 1000],
      ],
    ],
    [
      'Decimal',
      [
        [' 1.10 ', '1.10'],
        ['9007199254740993', '9007199254740993'],
      ],
    ],
    [
      'ID',
      [
        ['\n  JP \n', 'JP'],
        ['007', '007'],
        ['<![CDATA[ a&b ]]>', 'a&b'],
      ],
    ],
    ['String', [['\n  a <![CDATA[<b>]]> &amp; c ', '\n  a <b> & c ']]],
    [
      'Boolean',
      [
        ['true', true],
        ['0', false],
        [' 1 ', true],
      ],
    ],
    ['DateTime', [[' 2026-11-22T10:00:00Z ', '2026-11-22T10:00:00Z']]],
  ])('%s reads it', (type, spellings) => {
    for (const [text, expected] of spellings) expect([text, fromXml(type, String(text))]).toEqual([text, expected]);
  });

  test('"Y/N" leaves no other spelling', () => {
    expect([fromXml('Boolean', 'Y', 'Y/N'), fromXml('Boolean', '1', 'Y/N')]).toEqual([true, misfit]);
  });
});

describe('formats', () => {
  test.each([
    ['Int', 'hex'],
    ['ID', 'collapse'],
    ['String', 'upper'],
    ['Boolean', 'Y'],
    ['Boolean', 'Y/Y'],
    ['Boolean', 'a/b/c'],
    ['Date', 'unix'],
    ['Date', 'MM/yyyy'],
    ['Date', 'dd/MM/yy'],
    ['Date', 'dd/MM/MMM/yyyy'],
    ['DateTime', 'yyyy-MM-dd HH:mm:ss'],
    ['LocalDateTime', 'yyyy-MM-dd hh:mm a'],
    ['Time', 'ss'],
    ['Duration', 'HH:mm'],
    ['Int', 'constructor'],
    ['Duration', 'toString'],
  ])('%s knows no %j, and says so at start', (type, format) => {
    expect(fromJson(type, '1', format)).toEqual([`Row.value: ${type} cannot be spelled "${format}"`]);
  });

  test('of types that have none are refused', () => {
    const shapes = [record('Item', { id: 'ID' }), enumOf('State', { OPEN: null })];
    expect(inJson(['Item', { format: 'x' }], '{}', shapes)).toEqual([
      'Row.value: Item is an object; only scalars have a format',
    ]);
    expect(inJson(['State', { format: 'x' }], '{}', shapes)).toEqual([
      'Row.value: State is an enum; its spellings stand on its values',
    ]);
  });

  test('of a type nobody knows are a problem of the type', () => {
    expect(inJson('Colour', '{}')).toEqual(['Row.value: no reader is known for the type Colour']);
    expect(inJson('constructor', '{}')).toEqual(['Row.value: no reader is known for the type constructor']);
  });

  test('every scalar a contract may use has a reader, but JSON, which is a tree', () => {
    expect(Object.keys(scalarFormats).filter((name) => !scalarLeaf(name, undefined))).toEqual(['JSON']);
  });
});

describe('digits', () => {
  test('come out of Decimal, BigInt, ID and String as they were sent', () => {
    const digits = fc.stringMatching(/^-?(?:0|[1-9]\d{0,30})$/);
    const fraction = fc.stringMatching(/^\.\d{1,20}$/);
    fc.assert(
      fc.property(digits, fraction, (whole, rest) => {
        for (const type of ['Decimal', 'BigInt', 'ID', 'String']) expect(fromJson(type, whole)).toBe(whole);
        for (const type of ['Decimal', 'String']) expect(fromJson(type, whole + rest)).toBe(whole + rest);
        expect(fromXml('Decimal', whole + rest)).toBe(whole + rest);
      }),
    );
  });

  test('survive in documents with and without numbers JavaScript cannot hold', () => {
    const { read } = json('[Row]', [record('Row', { id: 'ID!', price: 'Decimal', count: 'Int', ratio: 'Float' })]);
    expect(
      read(
        '[{"id": 9007199254740993, "price": 1.10, "count": 5.0, "ratio": 0.10}, {"id": 1, "price": 1.5, "count": 5, "ratio": 0.1}]',
      ),
    ).toEqual([
      { id: '9007199254740993', price: '1.10', count: 5, ratio: 0.1 },
      { id: '1', price: '1.5', count: 5, ratio: 0.1 },
    ]);
  });
});

describe('enums', () => {
  const state = enumOf('State', { OPEN: ['open', 'reopened'], CLOSED: ['closed'] });
  const speed = enumOf('Speed', { VERY_FAST: null, SLOW: null });

  test('know their spellings only', () => {
    expect(inJson('State', { value: 'OPEN' }, [state])).toBe(
      '! Row.value: expected a value of State, got a string @ $.value',
    );
    expect(inJson('State', { value: 3 }, [state])).toBe(
      '! Row.value: expected a value of State, got a number @ $.value',
    );
    expect(inJson('State', { value: 'constructor' }, [state])).toEqual(misfit);
  });

  test('read each of their spellings', () => {
    expect(['open', 'reopened', 'closed'].map((value) => inJson('State', { value }, [state]))).toEqual([
      'OPEN',
      'OPEN',
      'CLOSED',
    ]);
    expect(inXml('State', '<value> closed </value>', [state])).toBe('CLOSED');
  });

  test('are spelled as the source spells them where they say nothing', () => {
    const spelled = [
      ['camelCase', 'veryFast'],
      ['snake_case', 'very_fast'],
      ['kebab-case', 'very-fast'],
      ['PascalCase', 'VeryFast'],
      ['CONSTANT_CASE', 'VERY_FAST'],
      ['lowercase', 'veryfast'],
    ] as const;
    for (const [enums, value] of spelled) expect(inJson('Speed', { value }, [speed], { enums })).toBe('VERY_FAST');
    expect(inJson('Speed', { value: 'VERY_FAST' }, [speed])).toBe('VERY_FAST');
  });

  test('may be spelled by numbers and booleans', () => {
    const level = enumOf('Level', { LOW: ['1'], HIGH: ['2.0'], ON: ['true'] });
    expect(['1', '2.0', '"1"', 'true'].map((raw) => inJson('Level', `{"value": ${raw}}`, [level]))).toEqual([
      'LOW',
      'HIGH',
      'LOW',
      'ON',
    ]);
  });

  test('are blank for null in XML, and a misfit in JSON', () => {
    expect([inXml('State', '<value/>', [state]), inJson('State', { value: '' }, [state])]).toEqual([null, misfit]);
  });

  test('cannot spell two values alike', () => {
    const odd = enumOf('Odd', { A: ['x'], B: ['x'] });
    expect(inJson('Odd', '{}', [odd])).toEqual(['Row.value: Odd.A and Odd.B are both spelled "x"']);
  });
});

describe('JSON', () => {
  test('is a subtree as it came: big numbers as strings, nothing that could poison a prototype', () => {
    const { value } = json('Row', [record('Row', { value: 'JSON' })]);
    const row = value(
      '{"value": {"a": [1, 9007199254740993, 1.10, null, true], "__proto__": {"polluted": 1}, "constructor": "x", "b": {}}}',
    );
    expect(row).toEqual({ value: { a: [1, '9007199254740993', '1.10', null, true], constructor: 'x', b: {} } });
    expect(JSON.stringify(row)).not.toContain('polluted');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test('is frozen to its depths', () => {
    const { value } = json('Row', [record('Row', { value: 'JSON' })]);
    const { value: tree } = value('{"value": {"a": [{"b": 1}]}}') as {
      readonly value: { readonly a: readonly object[] };
    };
    expect([tree, tree.a, ...tree.a].every((part) => Object.isFrozen(part))).toBe(true);
  });

  test('may be a single value, null or absent', () => {
    expect(['1', '"x"', 'null', '[]'].map((raw) => inJson('JSON', `{"value": ${raw}}`))).toEqual([1, 'x', null, []]);
    expect(inJson('JSON!', '{}')).toBe('! Row.value: expected a value, got nothing @ $.value');
  });

  test('is refused for XML at start', () => {
    const { problems } = xml('Row', [record('Row', { value: 'JSON' })]);
    expect(problems).toEqual(['Row.value: JSON cannot be read from XML; declare a type for it']);
  });
});
