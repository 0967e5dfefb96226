import { afterEach, describe, expect, test } from '@jest/globals';
import { bearer, connect, newScope, type Shapes } from '../../src/datasources/base/index.ts';
import { systemClock } from '../../src/resilience/index.ts';
import { ask, openThings } from '../schema/asked.ts';
import { looseSource } from '../schema/loose-source.ts';
import { record } from './contract/support.ts';

const things = openThings();
afterEach(() => things.end());

const GRAPH = 'type Thing { name: String } type Query { thing(lang: String): Thing @load(from: "shop.thing") }';

describe('requests that differ', () => {
  const shop = looseSource('shop', ({ get }) => ({
    thing: get('Thing', ({ lang = '' }) => ({ path: 'thing', headers: { 'accept-language': lang } })),
  }));
  const open = async () => {
    const api = await things.api((_url, { headers }) => ({ name: headers['accept-language'] }));
    return { api, gateway: things.gateway({ sources: [shop], typeDefs: GRAPH, baseUrls: { shop: api.baseUrl } }) };
  };

  test('in a header alone are not shared within an operation', async () => {
    const { gateway } = await open();
    expect(await ask(gateway, '{ de: thing(lang: "de") { name } fr: thing(lang: "fr") { name } }')).toEqual({
      data: { de: { name: 'de' }, fr: { name: 'fr' } },
    });
  });

  test('nor between operations; those that are equal are, within one', async () => {
    const { gateway, api } = await open();
    const one = (lang: string) =>
      ask(gateway, `{ a: thing(lang: "${lang}") { name } b: thing(lang: "${lang}") { name } }`);
    const answers = await Promise.all([one('de'), one('fr')]);
    expect(answers).toEqual(['de', 'fr'].map((name) => ({ data: { a: { name }, b: { name } } })));
    expect(api.wire).toHaveLength(2);
  });
});

describe('requests that are equal, and read as something else,', () => {
  test('are not shared between the operations of a source', async () => {
    const { baseUrl } = await things.api(() => ({ old: { name: 'old' }, new: { name: 'new' } }));
    const shop = looseSource('shop', ({ get }) => ({
      before: get('Thing', () => 'thing', { at: 'old' }),
      after: get('Thing', () => 'thing', { at: 'new' }),
    }));
    const typeDefs =
      'type Thing { name: String } type Query { before: Thing @load(from: "shop.before") after: Thing @load(from: "shop.after") }';
    const gateway = things.gateway({ sources: [shop], typeDefs, baseUrls: { shop: baseUrl } });
    expect(await ask(gateway, '{ before { name } after { name } }')).toEqual({
      data: { before: { name: 'old' }, after: { name: 'new' } },
    });
  });

  test('nor between sources of one API', async () => {
    const { baseUrl } = await things.api(() => ({ old: { name: 'old' }, new: { name: 'new' } }));
    const sources = [
      looseSource('v1', ({ get }) => ({ thing: get('Before', () => 'thing', { at: 'old' }) })),
      looseSource('v2', ({ get }) => ({ thing: get('After', () => 'thing', { at: 'new' }) })),
    ];
    const typeDefs = `
      type Before { name: String }
      type After { name: String }
      type Query { before: Before @load(from: "v1.thing") after: After @load(from: "v2.thing") }`;
    const gateway = things.gateway({ sources, typeDefs, baseUrls: { v1: baseUrl, v2: baseUrl } });
    expect(await ask(gateway, '{ before { name } after { name } }')).toEqual({
      data: { before: { name: 'old' }, after: { name: 'new' } },
    });
  });
});

describe('requests that differ in nothing but who asks', () => {
  const shapes: Shapes = new Map([record('Thing', { name: 'String' })].map((shape) => [shape.name, shape]));
  const Shop = looseSource('shop', ({ get }) => ({ thing: get('Thing', () => 'thing') }), {
    auth: bearer({ env: 'TOKEN' }),
  });

  test('are not shared, within one operation and under one name', async () => {
    const scope = newScope('r', systemClock.now() + 10_000, new AbortController().signal);
    const sent: string[] = [];
    const as = (token: string) =>
      connect({
        Source: Shop,
        shapes,
        isLoader: () => false,
        environment: { TOKEN: token },
        transport: {
          close: () => {},
          send: async ({ headers }) => {
            sent.push(headers['authorization'] ?? '');
            return { status: 200, headers: {}, body: Buffer.from(`{"name": "${headers['authorization']}"}`) };
          },
        },
        clock: systemClock,
        random: () => 0,
        report: () => {},
        problem: () => {},
      }).run('thing', {}, scope);
    expect(await Promise.all([as('ada'), as('bob')])).toEqual([{ name: 'Bearer ada' }, { name: 'Bearer bob' }]);
    expect(sent).toEqual(['Bearer ada', 'Bearer bob']);
    expect(await as('ada')).toEqual({ name: 'Bearer ada' });
    expect(sent).toHaveLength(2);
  });
});
