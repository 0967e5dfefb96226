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
