import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../src/datasources/base/contract/faults.ts';
import type { Format } from '../../../src/datasources/base/source/api.ts';
import { reading, record } from './support.ts';

const faultIn = (format: Format, faults: readonly Fault[], body: unknown) => {
  const { fault } = reading(format, 'Row', [record('Row', { id: 'ID' })], { api: { faults } });
  const found = fault(body);
  return found && { kind: found.kind, detail: found.facts.detail, sent: found.facts.sent };
};
const refused = (detail: string, kind = 'rejected') => ({ kind, detail: `it answered with ${detail}`, sent: 'yes' });
const anonymous = 'an error of its own';

describe('a fault in JSON', () => {
  const slack: readonly Fault[] = [
    { at: 'ok', is: false, code: 'error', kinds: { ratelimited: 'throttled', invalid_auth: 'unauthenticated' } },
  ];

  test('is there when its sign says so, and its code says which', () => {
    expect(faultIn('json', slack, { ok: false, error: 'ratelimited' })).toEqual(
      refused('its error ratelimited', 'throttled'),
    );
    expect(faultIn('json', slack, { ok: false, error: 'channel_not_found' })).toEqual(
      refused('its error channel_not_found'),
    );
    expect(faultIn('json', slack, { ok: false })).toEqual(refused(anonymous));
    expect(
      [{ ok: true, error: 'x' }, { error: 'x' }, { ok: null }, [], { ok: {} }].map((body) =>
        faultIn('json', slack, body),
      ),
    ).toEqual([null, null, null, null, null]);
  });

  test('is presence, where no sign is said; null is absent', () => {
    const faults: readonly Fault[] = [{ at: '[0].message' }];
    expect(faultIn('json', faults, [{ message: [{ id: '120', value: 'Invalid value' }] }])).toEqual(refused(anonymous));
    expect(
      [[{ page: 1 }, []], { message: 'x' }, [{ message: null }], []].map((body) => faultIn('json', faults, body)),
    ).toEqual([null, null, null, null]);
  });

  test('compares numbers and booleans as they are spelled', () => {
    const faults: readonly Fault[] = [{ at: 'status', is: 0, code: 'code', kinds: { 17: 'notFound' } }];
    expect(
      [
        { status: 0, code: 17 },
        { status: '0', code: '17' },
      ].map((body) => faultIn('json', faults, body)?.kind),
    ).toEqual(['notFound', 'notFound']);
    expect(faultIn('json', faults, { status: 1, code: 17 })).toBeNull();
  });

  test('is the first that is found', () => {
    const faults: readonly Fault[] = [
      { at: 'a', code: 'a', kinds: { x: 'failed' } },
      { at: 'b', code: 'b', kinds: { x: 'forbidden' } },
    ];
    expect([{ a: 'x', b: 'x' }, { b: 'x' }].map((body) => faultIn('json', faults, body)?.kind)).toEqual([
      'failed',
      'forbidden',
    ]);
  });

  test('never tells what the API wrote, but for its code', () => {
    const secret = 'token-hunter2';
    const say = (faults: readonly Fault[], body: unknown) => JSON.stringify(faultIn('json', faults, body));
    expect(say([{ at: 'error' }], { error: secret })).not.toContain('hunter2');
    expect(say([{ at: 'error' }], { error: `bad key ${secret}` })).not.toContain('hunter2');
    expect(say([{ at: 'error', code: 'error' }], { error: `bad key ${secret}` })).not.toContain('hunter2');
    expect(say([{ at: 'error', code: 'error' }], { error: 'x'.repeat(65) })).not.toContain('xxx');
    expect(say([{ at: 'error', kinds: { gone: 'notFound' } }], { error: 'gone' })).toContain('its error gone');
  });

  test('is not fooled by names of the language', () => {
    const faults: readonly Fault[] = [{ at: 'error', code: 'error', kinds: {} }];
    expect(['constructor', '__proto__', 'toString'].map((error) => faultIn('json', faults, { error })?.kind)).toEqual([
      'rejected',
      'rejected',
      'rejected',
    ]);
  });
});

describe('a fault in XML', () => {
  const soap: readonly Fault[] = [
    {
      at: 'Envelope.Body.Fault',
      code: 'Envelope.Body.Fault.faultcode',
      kinds: { Server: 'failed', Client: 'rejected' },
    },
  ];
  const envelope = (code: string) =>
    `<s:Envelope xmlns:s="urn:s"><s:Body><s:Fault><faultcode>${code}</faultcode><faultstring>hunter2</faultstring></s:Fault></s:Body></s:Envelope>`;

  test('has a QName for a code, compared without its prefix', () => {
    expect(
      ['s:Server', 'SOAP-ENV:Server', 'Server', ' s:Server\n'].map(
        (code) => faultIn('xml', soap, envelope(code))?.kind,
      ),
    ).toEqual(['failed', 'failed', 'failed', 'failed']);
    expect(faultIn('xml', soap, envelope('s:Client.Authentication'))).toEqual(
      refused('its error s:Client.Authentication'),
    );
    expect(JSON.stringify(faultIn('xml', soap, envelope('s:Server')))).not.toContain('hunter2');
    expect(faultIn('xml', soap, '<s:Envelope><s:Body><Answer/></s:Body></s:Envelope>')).toBeNull();
  });

  test('may be another root element', () => {
    const faults: readonly Fault[] = [
      { at: 'error.message', code: 'error.message.@key', kinds: { 'Invalid value': 'notFound' } },
    ];
    expect(
      faultIn('xml', faults, '<wb:error><wb:message id="120" key="Invalid value">hunter2</wb:message></wb:error>'),
    ).toEqual(refused(anonymous, 'notFound'));
    expect(faultIn('xml', faults, '<wb:data/>')).toBeNull();
  });

  test('is presence, also of an empty element, and of the first of many', () => {
    const faults: readonly Fault[] = [{ at: 'r.error', code: 'r.error.@code' }];
    expect(faultIn('xml', faults, '<r><error/></r>')).toEqual(refused(anonymous));
    expect(faultIn('xml', faults, '<r><error code="1"/><error code="2"/></r>')).toEqual(refused('its error 1'));
  });

  test('with a sign compares its text', () => {
    const faults: readonly Fault[] = [
      { at: 'r.@stat', is: 'fail', code: 'r.err.@code', kinds: { 100: 'unauthenticated' } },
    ];
    expect(faultIn('xml', faults, '<r stat="fail"><err code="100"/></r>')?.kind).toBe('unauthenticated');
    expect(faultIn('xml', faults, '<r stat="ok"><err code="100"/></r>')).toBeNull();
  });

  test('leaves out rows that can only be of JSON', () => {
    const faults: readonly Fault[] = [{ at: '[0].message' }, { at: 'error' }];
    expect([faultIn('xml', faults, '<error/>')?.kind, faultIn('xml', faults, '<data/>')]).toEqual(['rejected', null]);
  });
});

test('a source without faults looks for none', () => {
  expect(faultIn('json', [], { error: 'x' })).toBeNull();
});
