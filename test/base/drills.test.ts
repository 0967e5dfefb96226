import { describe, expect, test } from '@jest/globals';
import { connect, newScope, type Shapes } from '../../src/datasources/base/index.ts';
import type { Rehearsed } from '../../src/datasources/base/scope.ts';
import { systemClock } from '../../src/resilience/index.ts';
import { looseSource } from '../schema/loose-source.ts';
import { record } from './contract/support.ts';

const shapes: Shapes = new Map([record('Thing', { id: 'ID!', name: 'String' })].map((shape) => [shape.name, shape]));
const Shop = looseSource(
  'shop',
  ({ get, batch }) => ({
    thing: get('Thing', () => 'thing'),
    things: batch('Thing', { key: 'id', fetch: (ids) => ({ path: 'things', query: { ids } }) }),
  }),
  { cache: {}, retry: { maxAttempts: 1 }, breaker: { consecutive: 2 } },
);

/** A source whose answers may be kept for a minute, and tell whether they are rehearsed. */
const open = (status = 200) => {
  const wire: string[] = [];
  const notices: unknown[] = [];
  const source = connect({
    Source: Shop,
    shapes,
    isLoader: () => false,
    environment: {},
    transport: {
      close: () => {},
      async send({ url, drill }) {
        const name = drill?.id ?? 'real';
        wire.push(`${url.pathname} ${name}`);
        const document = url.pathname === '/things' ? [{ id: 'a', name }] : { id: 'a', name };
        return { status, headers: { 'cache-control': 'max-age=60' }, body: Buffer.from(JSON.stringify(document)) };
      },
    },
    clock: systemClock,
    random: () => 0,
    report: () => {},
    notice: (told) => void notices.push(told),
    problem: () => {},
  });
  const scope = (drill?: Rehearsed) =>
    newScope('r', systemClock.now() + 10_000, new AbortController().signal, {
      drills: new Map(drill ? [['shop', drill]] : []),
    });
  return {
    wire,
    notices,
    thing: (drill?: Rehearsed) => source.run('thing', {}, scope(drill)),
    row: (drill?: Rehearsed) => source.load('things', 'a', {}, scope(drill)),
  };
};
const drill = { id: 'M7', kept: false, of: 'me' };

describe('a failure that is rehearsed', () => {
  test.each([[[drill, undefined]], [[undefined, drill]]])(
    'joins no real call, and none joins it: %j',
    async (drills) => {
      const { thing } = open();
      const asked = drills.map((each) => thing(each && { ...each, kept: true }));
      expect(await Promise.all(asked)).toEqual(drills.map((each) => ({ id: 'a', name: each?.id ?? 'real' })));
    },
  );

  test.each(['thing', 'row'] as const)('is not kept, and hides behind nothing that was: %s', async (how) => {
    const { wire, [how]: ask } = open();
    const names: unknown[] = [];
    for (const each of [drill, undefined, drill, undefined]) names.push(await ask(each));
    expect(names).toEqual(['M7', 'real', 'M7', 'real'].map((name) => ({ id: 'a', name })));
    expect(wire).toHaveLength(3);
  });

  test('is no news of the API, though its own circuit opens', async () => {
    const { thing, notices } = open(500);
    const failTwice = async (each?: Rehearsed) => {
      await expect(thing(each)).rejects.toMatchObject({ kind: 'failed' });
      // Failures that come together may have one cause on our side.
      await new Promise((resolve) => setTimeout(resolve, 60));
      await expect(thing(each)).rejects.toMatchObject({ kind: 'failed' });
      await expect(thing(each)).rejects.toMatchObject({ kind: 'circuitOpen' });
    };
    await failTwice(drill);
    expect(notices).toEqual([]);
    await failTwice();
    expect(notices).toEqual([{ source: 'shop', what: 'circuit', state: 'open' }]);
  });
});
