import { describe, expect, test } from '@jest/globals';
import { surveyor } from '../../../src/datasources/base/drift/surveyor.ts';
import type { Api } from '../../../src/datasources/base/index.ts';
import { operationsOf } from '../../../src/datasources/base/index.ts';
import { readContract } from '../../../src/schema/index.ts';
import { looseSource } from '../../schema/loose-source.ts';

/** Compares a document with a contract in which `shop.things` answers with a list of Thing. */
const surveyed = (sdl: string, document: unknown, shape: object = {}, api: Partial<Api> = {}) => {
  const Source = looseSource('shop', ({ get }) => ({ things: get('[Thing]', () => 'things', shape) }), api);
  const operation = operationsOf(Source).get('things');
  if (!operation) throw new TypeError('no operation');
  const { shapes } = readContract([Source], `${sdl} type Query { things: [Thing] @load(from: "shop.things") }`);
  const survey = surveyor({ api: Source.api, name: 'things', operation, shapes, detail: false });
  const body = Buffer.from(typeof document === 'string' ? document : JSON.stringify(document));
  return survey(body, undefined);
};

const sdl = 'type Thing { id: ID! name: String price: Float! inner: Inner } type Inner { size: Int }';
const whole = { id: 'a', name: 'one', price: 1.5, inner: { size: 1 } };

describe('when an answer has drifted', () => {
  test('a field that is in no record has vanished: it breaks clients where it may not be null', () => {
    const survey = surveyed(sdl, [{ id: 'a', inner: {} }, { id: 'b' }]);
    expect(survey?.drifts).toEqual([
      { kind: 'vanished', what: 'Thing.name', says: 'it is in no record', times: 2, breaks: false },
      { kind: 'vanished', what: 'Thing.price', says: 'it is in no record', times: 2, breaks: true },
      { kind: 'vanished', what: 'Inner.size', says: 'it is in no record', times: 1, breaks: false },
    ]);
  });

  test('a field that some records lack has changed, where it may not be null', () => {
    const { price: _, ...cheap } = whole;
    expect(surveyed(sdl, [whole, cheap, { ...whole, price: null }])?.drifts).toEqual([
      { kind: 'changed', what: 'Thing.price', says: 'expected a Float, got nothing', times: 1, breaks: true },
      { kind: 'changed', what: 'Thing.price', says: 'expected a Float, got null', times: 1, breaks: true },
    ]);
  });

  test('a value of another kind has changed, and is never told', () => {
    const survey = surveyed(sdl, [
      { ...whole, price: 'hunter2', inner: { size: 'hunter2' } },
      { ...whole, inner: 'hunter2' },
    ]);
    expect(survey?.drifts).toEqual([
      { kind: 'changed', what: 'Thing.price', says: 'expected a Float, got a string', times: 1, breaks: true },
      { kind: 'changed', what: 'Inner.size', says: 'expected an Int, got a string', times: 1, breaks: true },
      { kind: 'changed', what: 'Thing.inner', says: 'expected an object, got a string', times: 1, breaks: true },
    ]);
    expect(JSON.stringify(survey)).not.toContain('hunter2');
  });

  test('an answer that does not lie where it should is told of by its operation', () => {
    expect(surveyed(sdl, { items: [whole] }, { at: 'rows' })).toMatchObject({
      rows: 0,
      drifts: [{ kind: 'changed', what: 'shop.things', says: 'expected a list, got nothing', breaks: true }],
      beyond: ['items'],
    });
    expect(surveyed(sdl, [whole, 3])?.drifts).toMatchObject([{ what: 'shop.things', times: 1 }]);
  });

  test('what tells of a failure, or is no document, is not compared', () => {
    expect(surveyed(sdl, '{"broken":')).toBeNull();
    expect(surveyed(sdl, { error: 'no' }, {}, { faults: [{ at: 'error' }] })).toBeNull();
  });

  test('a thousand misfits and more are told as one', () => {
    const drifts = surveyed(
      sdl,
      Array.from({ length: 3000 }, () => ({ ...whole, price: 'x' })),
    )?.drifts;
    expect(drifts?.find(({ what }) => what === 'Thing.price')).toMatchObject({ kind: 'changed' });
  });
});

describe('what is beyond the contract', () => {
  test('is told by its names alone, each once, without those that look like values', () => {
    const row = { ...whole, tax: 1, inner: { size: 1, colour: 'red' }, 'ann@example.org': 1, 4711: 2 };
    expect(surveyed(sdl, { rows: [row, row], count: 2 }, { at: 'rows' })).toMatchObject({
      drifts: [],
      beyond: ['count', 'rows.tax', 'rows.inner.colour'],
    });
  });

  test('is not what is read by a path, a discriminator, a cursor, a fault, or as JSON', () => {
    const its = `type Thing { id: ID! @wire(path: "meta.id") owner: ID @wire(path: "^.owner") all: JSON pet: Pet }
      union Pet @wire(by: "kind") = Cat | Dog type Cat @wire(value: "cat") { name: String } type Dog @wire(value: "dog") { name: String }`;
    const row = { meta: { id: 1 }, all: { any: [{ thing: 1 }] }, pet: { kind: 'cat', name: 'Tom' } };
    expect(
      surveyed(its, { rows: [row], owner: 1, error: null }, { at: 'rows' }, { faults: [{ at: 'error' }] }),
    ).toEqual(expect.objectContaining({ beyond: [], drifts: [] }));
  });

  test('members of an object that is a list by its keys are known, and what is in them is not', () => {
    const its = 'type Thing { code: ID! name: String }';
    const rows = { de: { name: 'a', more: 1 }, fr: { name: 'b' } };
    expect(surveyed(its, rows, { at: { path: '.', key: 'code' } })).toMatchObject({ drifts: [], beyond: ['*.more'] });
  });
});

describe('other formats', () => {
  test('XML: elements and attributes that no path mentions', () => {
    const its = 'type Thing { id: ID! @wire(path: "@id") name: String! size: Int }';
    const document =
      '<r><i id="1" was="2"><name>a</name><colour><deep/></colour></i><i id="2"><size>big</size></i></r>';
    expect(surveyed(its, document, { at: 'r.i' }, { format: 'xml' })).toMatchObject({
      rows: 2,
      drifts: [
        { kind: 'changed', what: 'Thing.name', says: 'expected a String, got nothing', times: 1 },
        { kind: 'changed', what: 'Thing.size', says: 'expected an Int, got an element', times: 1 },
      ],
      beyond: ['i.@was', 'i.colour'],
    });
  });

  test('SOAP: what lies in the body of the envelope', () => {
    const document =
      '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><r><i><id>1</id><new>2</new></i></r></s:Body></s:Envelope>';
    const survey = surveyed('type Thing { id: ID! name: String }', document, { at: 'r.i' }, { format: 'soap' });
    expect(survey).toMatchObject({ rows: 1, drifts: [{ kind: 'vanished', what: 'Thing.name' }], beyond: ['i.new'] });
  });

  test('GraphQL: an error in the place of a value is no drift', () => {
    const document = {
      data: { things: [{ id: '1', name: null }] },
      errors: [{ message: 'no', path: ['things', 0, 'name'] }],
    };
    const survey = surveyed('type Thing { id: ID! name: String! }', document, { at: 'things' }, { format: 'graphql' });
    expect(survey).toMatchObject({ rows: 1, drifts: [], beyond: [] });
  });
});

test('an answer as the contract says it has no drift', () => {
  expect(surveyed(sdl, [whole, { ...whole, name: null }])).toEqual({
    rows: 2,
    drifts: [],
    seen: new Set(['Thing.id', 'Thing.name', 'Thing.price', 'Thing.inner', 'Inner.size']),
    beyond: [],
  });
});
