import { describe, expect, test } from '@jest/globals';
import { answerReader } from '../../src/datasources/base/answer-reader.ts';
import { tellNothing } from '../../src/datasources/base/contract/own-words.ts';
import { type Api, DataSource, type Operation } from '../../src/datasources/base/index.ts';
import { unquoted, withMembers, withScalars, withTwins } from '../../src/faults/json-text.ts';
import { withOtherKeys } from '../../src/faults/other-keys.ts';
import { ownErrors } from '../../src/faults/own-errors.ts';
import { asReferences, beforeRoot, insideRoot, withTexts } from '../../src/faults/xml-text.ts';

const JSON_TEXT = '{"id": "1", "a{": [{"id": 1.10}, {}], "t": "x\\"{\\"y\\":2}"}';

describe('JSON is changed token by token', () => {
  test('members come twice, the first time as null', () => {
    expect(withTwins(JSON_TEXT)).toBe('{"id":null,"id":"1","a{":[{"id":null,"id":1.10},{}],"t":"x\\"{\\"y\\":2}"}');
  });

  test('members are added to every object', () => {
    expect(withMembers('[{"a":1},{}]', '"b":2')).toBe('[{"b":2,"a":1},{"b":2}]');
  });

  test('scalars and names are replaced as wholes', () => {
    expect(withScalars('{"1":1,"a":"1","b":"11"}', new Map([['1', '6']]))).toBe('{"6":6,"a":"6","b":"11"}');
  });

  test('text loses its quotes, names keep theirs', () => {
    expect(unquoted('{"7":"7"}', ['7'])).toBe('{"7":7}');
  });
});

const XML_TEXT = `<?xml version="1.0"?><!-- <a> --><r a="1 &gt; 0" b='"'><![CDATA[<x>]]><c>été</c></r>`;

describe('XML is changed where it is meant to be', () => {
  test('markup goes into the root, also into an empty one', () => {
    expect(insideRoot(XML_TEXT, '<z/>')).toContain(`b='"'><z/><![CDATA[`);
    expect(insideRoot('<r a="/>"/>', '<z/>')).toBe('<r a="/>"><z/></r>');
  });

  test('markup goes before the root, behind what stands before it', () => {
    expect(beforeRoot(XML_TEXT, '<!DOCTYPE r>')).toContain('--><!DOCTYPE r><r ');
  });

  test('text and attributes become references, and nothing else does', () => {
    expect(withTexts(XML_TEXT, asReferences)).toBe(
      `<?xml version="1.0"?><!-- <a> --><r a="&#x31; &gt; &#48;" b='&#x22;'><![CDATA[<x>]]><c>&#xe9;&#116;&#xe9;</c></r>`,
    );
  });
});

describe('rows of others', () => {
  const good = { status: 200, contentType: '', rows: () => undefined, spoil: () => undefined } as const;

  test('stand under keys of the same form that nobody asked for', () => {
    const json = {
      ...good,
      format: 'json',
      keys: ['key1', '7'],
      body: Buffer.from('[{"id":"key1"},{"id":7}]'),
    } as const;
    expect(String(withOtherKeys(json))).toBe('[{"id":"key6"},{"id":2}]');
    const xml = { ...good, format: 'xml', keys: ['DE'], body: Buffer.from('<r c="DE">DE</r>') } as const;
    expect(String(withOtherKeys(xml))).toBe('<r c="DJ">DJ</r>');
  });

  test('cannot be made where the answer does not spell the keys', () => {
    const json = { ...good, format: 'json', keys: ['key1'], body: Buffer.from('[{"id":"KEY1"}]') } as const;
    expect(withOtherKeys(json)).toBeUndefined();
  });
});

describe('an error in the way of the API', () => {
  const ways: readonly (readonly ['json' | 'xml', NonNullable<Api['faults']>[number]])[] = [
    ['json', { at: '[0].message', code: '[0].message[0].id', kinds: { 120: 'notFound' } }],
    ['json', { at: 'success', is: false, code: 'errors[0].code', kinds: { limit: 'throttled' } }],
    ['json', { at: 'error', kinds: { gone: 'notFound' } }],
    ['xml', { at: 'error.message', code: 'error.message.@id', kinds: { 120: 'notFound' } }],
    ['xml', { at: 'Envelope.Body.Fault', code: 'Envelope.Body.Fault.faultcode', kinds: { Server: 'failed' } }],
    ['xml', { at: 'answer.@status', is: 'fail', code: 'answer.reason', kinds: { busy: 'unavailable' } }],
  ];

  test.each(ways)('is found by the source that declares it: %s %j', (format, fault) => {
    const api = { name: 'api', baseUrl: 'http://127.0.0.1/', format, faults: [fault] } satisfies Api;
    class Source extends DataSource {
      static readonly api = api;
      one = this.get('Country', () => 'one');
    }
    const operation = new Source().one as unknown as Operation;
    const reader = answerReader({ api, name: 'one', operation, shapes: new Map(), detail: false, problem: () => {} });
    const kindOf = (code: 'known' | 'unknown') => {
      const [{ body } = {}] = ownErrors({ api, format }, code);
      return body && reader.findFault?.(reader.parse(body, `application/${format}`), tellNothing)?.kind;
    };
    expect(kindOf('known')).toBe(Object.values(fault.kinds ?? {})[0]);
    expect(kindOf('unknown')).toBe(fault.code === undefined ? undefined : 'rejected');
  });

  test('is not made for a source that has none in its language', () => {
    const api = { name: 'api', baseUrl: 'http://127.0.0.1/', faults: [{ at: '[0].error' }] } satisfies Api;
    expect(ownErrors({ api, format: 'xml' }, 'known')).toEqual([]);
  });
});
