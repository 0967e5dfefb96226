import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { argsText } from '../../../src/datasources/base/operation/args-text.ts';
import { joined } from '../../../src/datasources/base/source/path.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

const text = (value: unknown): string => argsText({ value });

class Money {
  readonly #amount: number;

  constructor(amount: number) {
    this.#amount = amount;
  }

  get amount(): number {
    return this.#amount;
  }
}
class Day extends Date {}

const loop = (): object => {
  const self: { self?: object } = {};
  self.self = self;
  return self;
};
const mutual = (): object => {
  const list: unknown[] = [];
  list.push({ list });
  return list;
};
const deep = (levels: number): unknown => (levels === 0 ? 'end' : [deep(levels - 1)]);

const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

/** Each is another argument than all the others. */
const different: readonly (readonly [string, unknown])[] = [
  ['a number', 1],
  ['its digits', '1'],
  ['a bigint', 1n],
  ['a bigint as text', '1n'],
  ['nought', 0],
  ['nought below', -0],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['NaN', Number.NaN],
  ['the text NaN', 'NaN'],
  ['null', null],
  ['the text null', 'null'],
  ['true', true],
  ['the text true', 'true'],
  ['an empty list', []],
  ['a list of undefined', [undefined]],
  ['a list with a hole', Array(1)],
  ['a list of null', [null]],
  ['a list of one list', [[]]],
  ['a list', ['a', 'b']],
  ['its text', 'a,b'],
  ['a list of one text', ['a,b']],
  ['an empty object', {}],
  ['a member that is undefined', { a: undefined }],
  ['a member that is null', { a: null }],
  ['an object', { a: 1, b: 2 }],
  ['its JSON', '{"a":1,"b":2}'],
  ['a list of its entries', [['a', 1]]],
  ['a Set', new Set(['a', 'b'])],
  ['a smaller Set', new Set(['a'])],
  ['an empty Set', new Set()],
  ['an empty Map', new Map()],
  ['a Map', new Map([['a', 1]])],
  ['another Map', new Map([['a', 2]])],
  ['a Date', new Date(0)],
  ['another Date', new Date(1)],
  ['no Date', new Date(Number.NaN)],
  ['the ISO text of a Date', new Date(0).toISOString()],
  ['a Date of a class', new Day(0)],
  ['a RegExp', /a/],
  ['a RegExp with a flag', /a/i],
  ['a RegExp whose source looks like that', /a" "i/],
  ['a RegExp that is under way', Object.assign(/a/g, { lastIndex: 1 })],
  ['a RegExp at its start', /a/g],
  ['an instance', new Money(1)],
  ['an instance with another private field', new Money(2)],
  ['a boxed number', Object(1)],
  ['a function', () => 1],
  ['another function', () => 1],
  ['a symbol', Symbol('a')],
  ['another symbol', Symbol('a')],
  ['a registered symbol', Symbol.for('a')],
  ['a symbol of JavaScript', Symbol.iterator],
  ['what joined made', joined(['a'], ',')],
  ['what looks like it', { items: ['a'], separator: ',' }],
  ['what holds itself', loop()],
  ['another that holds itself', loop()],
  ['what holds itself further down', mutual()],
  ['a getter that throws', Object.defineProperty({}, 'a', { enumerable: true, get: () => JSON.parse('{') })],
  ['a proxy that throws', new Proxy({}, { ownKeys: () => JSON.parse('{') })],
  ['a revoked proxy', revoked()],
  ['deeper than anybody writes', deep(2_000)],
  ['an error', new Error('a')],
  ['bytes', Uint8Array.of(1)],
  ['other bytes', Uint8Array.of(2)],
];

describe('when arguments are odd', () => {
  test('each has a text of its own, and keeps it', () => {
    const named = new Map<string, string>();
    for (const [name, value] of different) {
      expect([name, named.get(text(value))]).toEqual([name, undefined]);
      named.set(text(value), name);
    }
    expect(different.map(([, value]) => text(value))).toEqual([...named.keys()]);
  });
});

test('arguments that cannot be read at all have a text too', () => {
  const odd = {
    get a(): unknown {
      return JSON.parse('{');
    },
  };
  expect(argsText(odd)).toBe(argsText(odd));
  expect(argsText(odd)).not.toBe(argsText({}));
});

describe('equal arguments have equal text', () => {
  test('in whatever order they are given, at every depth', () => {
    expect(argsText({ a: { b: 1, c: [{ d: 1, e: 2 }] }, f: 2 })).toBe(
      argsText({ f: 2, a: { c: [{ e: 2, d: 1 }], b: 1 } }),
    );
  });

  test('with members left out, or undefined', () => {
    expect(argsText({ a: 1, b: undefined })).toBe(argsText({ a: 1 }));
  });

  test('if they are made anew', () => {
    const make = () => [
      new Date(5),
      new Set([1, 'a']),
      new Map([['k', [1n]]]),
      /x/g,
      Symbol.for('s'),
      joined([1], ';'),
    ];
    expect(text(make())).toBe(text(make()));
  });

  test('with a prototype or without, as GraphQL makes them', () => {
    expect(text(Object.assign(Object.create(null), { a: 1 }))).toBe(text({ a: 1 }));
  });

  test('if one object stands in two places, which is no loop', () => {
    const shared = { a: 1 };
    expect(text([shared, shared])).toBe(text([{ a: 1 }, { a: 1 }]));
  });

  test('for all JSON, and different text for different JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        expect(text(structuredClone(one))).toBe(text(one));
        const same = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
        if (!same) expect(text(one)).not.toBe(text(other));
      }),
    );
  });
});

const sorted = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
};
