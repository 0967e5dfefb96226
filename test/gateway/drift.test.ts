import { afterEach, describe, expect, test } from '@jest/globals';
import type { HttpCall, MayTell, Survey } from '../../src/datasources/base/index.ts';
import { backgroundClock } from '../../src/gateway/background-clock.ts';
import { driftNews } from '../../src/gateway/drift-news.ts';
import { complete } from '../../src/gateway/options.ts';
import { type DriftWatchOptions, watchDrift } from '../../src/gateway/watch-drift.ts';
import { systemClock } from '../../src/resilience/index.ts';
import { openThings } from '../schema/asked.ts';
import { looseSource } from '../schema/loose-source.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const things = openThings();
afterEach(() => things.end());

const noDrift: Survey = { rows: 1, drifts: [], seen: new Set(), beyond: [] };
const changed = (what: string, says = 'expected an Int, got a string'): Survey => ({
  ...noDrift,
  drifts: [{ kind: 'changed', what, says, times: 1, breaks: true }],
});
const vanished = (what: string, times: number, breaks = false): Survey => ({
  ...noDrift,
  drifts: [{ kind: 'vanished', what, says: 'it is in no record', times, breaks }],
});

/** A watch whose comparisons are scripted, and all that it logs. */
const watching = (survey: () => Survey | null, more: Partial<DriftWatchOptions> = {}) => {
  const told: unknown[] = [];
  const at = (level: string) => (event: object, message: string) => void told.push([level, message, event]);
  const log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const clock = virtualClock();
  const watch = watchDrift({ drift: { everyNth: 1 }, log, clock, ...more });
  let surveys = 0;
  const counted = () => {
    surveys += 1;
    return survey();
  };
  watch.compareBy(new Map([['shop', { survey: counted }]]));
  const answer = (operation = 'thing', body = '{}', call: object = {}, mayTell: MayTell = () => true) =>
    watch.tap?.(
      { source: 'shop', operation, ...call } as HttpCall,
      { status: 200, headers: {}, body: Buffer.from(body) },
      mayTell,
    );
  return { told, clock, watch, answer, surveys: () => surveys };
};

describe('when it fails', () => {
  test('a comparison that throws costs nobody anything, and is told once, without its message', async () => {
    const { told, clock, answer, surveys } = watching(() => {
      throw new TypeError('hunter2');
    });
    for (let i = 0; i < 3; i += 1) {
      answer();
      await clock.advance(20_000);
    }
    expect(surveys()).toBe(3);
    expect(told).toEqual([
      ['error', 'drift could not be looked for', { source: 'shop', operation: 'thing', error: 'TypeError' }],
    ]);
  });

  test('a log that throws costs nobody anything', async () => {
    const broken = () => {
      throw new Error('broken');
    };
    const log = { debug: broken, info: broken, warn: broken, error: broken };
    const { clock, answer, surveys } = watching(() => changed('Thing.a'), { log });
    answer();
    await clock.advance(20_000);
    expect(surveys()).toBe(1);
  });

  test('nothing goes on after it is stopped', async () => {
    const { clock, watch, answer, surveys } = watching(() => changed('Thing.a'));
    answer();
    watch.stop();
    answer();
    await clock.advance(60_000);
    expect([surveys(), clock.pending]).toEqual([0, 0]);
  });
});

describe('what it costs is bounded', () => {
  test('an operation is compared at most once in ten seconds, however often it answers', async () => {
    const { clock, answer, surveys } = watching(() => noDrift);
    for (let i = 0; i < 300; i += 1) {
      answer();
      await clock.advance(100);
    }
    expect(surveys()).toBe(3);
  });

  test('of the answers that may be, one in so many is', async () => {
    const { clock, answer, surveys } = watching(() => noDrift, { drift: { everyNth: 5 } });
    for (let i = 0; i < 11; i += 1) {
      answer();
      await clock.advance(20_000);
    }
    expect(surveys()).toBe(3);
  });

  test('comparisons are a second apart, and at most sixteen answers wait', async () => {
    const { clock, answer, surveys } = watching(() => noDrift);
    for (let i = 0; i < 40; i += 1) answer(`thing${i}`);
    expect(surveys()).toBe(0);
    await clock.advance(3_000);
    expect(surveys()).toBe(3);
    await clock.advance(60_000);
    expect([surveys(), clock.pending]).toEqual([16, 0]);
  });

  test('long answers, and those of rehearsed failures, are not compared', async () => {
    const { clock, answer, surveys } = watching(() => noDrift);
    answer('long', ' '.repeat(2 ** 18 + 1));
    answer('drilled', '{}', { drill: {} });
    await clock.advance(60_000);
    expect(surveys()).toBe(0);
  });

  test('a name that holds a credential is not told', async () => {
    const surveys = [noDrift, { ...noDrift, beyond: ['plain', 'k3y'] }];
    const { told, clock, answer } = watching(() => surveys.shift() ?? null);
    for (const wait of [0, 10_000]) {
      await clock.advance(wait);
      answer('thing', '{}', {}, (word) => word !== 'k3y');
      await clock.advance(1_000);
    }
    expect(told).toEqual([
      ['info', 'shop.thing drift', { source: 'shop', operation: 'thing', findings: 1, drift: { appeared: ['plain'] } }],
    ]);
  });

  test('findings beyond two hundred are not told, and not remembered', () => {
    const newsOf = driftNews();
    const all = Array.from({ length: 300 }, (_, i) => newsOf(changed(`Thing.f${i}`)).changed.length);
    expect(all.reduce((sum, each) => sum + each, 0)).toBe(200);
  });
});

describe('what is told', () => {
  test('each finding once, with the names of fields, and how many there were', async () => {
    const surveys = [changed('Thing.a'), changed('Thing.a'), changed('Thing.b')];
    const { told, clock, answer } = watching(() => surveys.shift() ?? null);
    for (let i = 0; i < 4; i += 1) {
      answer();
      await clock.advance(20_000);
    }
    const event = (name: string, findings: number) => ({
      source: 'shop',
      operation: 'thing',
      findings,
      drift: { changed: [`Thing.${name}: expected an Int, got a string`] },
    });
    expect(told).toEqual([
      ['warn', 'shop.thing drift', event('a', 1)],
      ['warn', 'shop.thing drift', event('b', 2)],
    ]);
  });

  test('a field that may be null has vanished after twenty records in a row without it', () => {
    const newsOf = driftNews();
    expect(newsOf(vanished('Thing.a', 19)).vanished).toEqual([]);
    newsOf({ ...noDrift, seen: new Set(['Thing.a']) });
    expect(newsOf(vanished('Thing.a', 19)).vanished).toEqual([]);
    expect(newsOf(vanished('Thing.a', 1)).vanished).toEqual(['Thing.a']);
    expect(newsOf(vanished('Thing.a', 50)).vanished).toEqual([]);
  });

  test('one that may not has vanished at once', () => {
    expect(driftNews()(vanished('Thing.a', 1, true)).vanished).toEqual(['Thing.a']);
  });

  test('only what the first answer did not hold has appeared', () => {
    const newsOf = driftNews();
    const beyond = (...names: string[]) => newsOf({ ...noDrift, beyond: names }).appeared;
    expect([beyond('a'), beyond('a', 'b'), beyond('b')]).toEqual([[], ['b'], []]);
  });
});

describe('a gateway', () => {
  const shop = looseSource('shop', ({ get }) => ({ thing: get('Thing', () => 'thing') }));
  const typeDefs = 'type Thing { id: ID! size: Int } extend type Query { thing: Thing @load(from: "shop.thing") }';
  const logged = async (options: object, document: object) => {
    const told: object[] = [];
    const write = (event: object, message: string) => void (message.includes('drift') && told.push(event));
    const log = { debug: write, info: write, warn: write, error: write };
    const clock = virtualClock();
    const api = await things.api(() => document);
    const baseUrls = { shop: api.baseUrl };
    const gateway = things.gateway({ sources: [shop], typeDefs, baseUrls, log, clock, ...options });
    const answer = await gateway.execute({ query: '{ thing { id } }' });
    await clock.advance(2_000);
    return { told, answer };
  };

  test('answers first, and tells of drift later', async () => {
    const { told, answer } = await logged({}, { id: 1, size: 'hunter2', new: 1 });
    expect(answer).toMatchObject({ data: { thing: { id: '1' } } });
    expect(told).toEqual([
      {
        source: 'shop',
        operation: 'thing',
        findings: 1,
        drift: { changed: ['Thing.size: expected an Int, got a string'] },
      },
    ]);
  });

  test('tells nothing where nothing has drifted, and where it is not to look', async () => {
    expect((await logged({}, { id: 1, size: 2 })).told).toEqual([]);
    expect((await logged({ drift: false }, { id: 1, size: 'x' })).told).toEqual([]);
  });
});

describe('the option drift', () => {
  const needed = { sources: [], typeDefs: 'type Query { a: ID }' };
  const driftOf = (options: object) => complete({ ...needed, ...options }).drift;

  test('is every answer in development, and one in a hundred in production', () => {
    expect(driftOf({ production: false })).toEqual({ everyNth: 1 });
    expect(driftOf({ production: true })).toEqual({ everyNth: 100 });
    expect(driftOf({ drift: { everyNth: undefined } })).toEqual({ everyNth: 1 });
    expect(driftOf({ drift: false })).toBe(false);
  });

  test.each([
    [{ everyNth: 0 }, 'drift.everyNth must be a whole number of at least 1, not 0; drift: false compares nothing.'],
    [{ everyNht: 3 }, 'drift: "everyNht" is no option. Did you mean "everyNth"?'],
    [true, 'drift must be false, or an object like { everyNth: 100 }.'],
  ])('refuses %j', (drift, message) => {
    expect(() => driftOf({ drift })).toThrow(message);
  });
});

test('what waits to be compared does not keep the process alive', () => {
  const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const cancel = backgroundClock(systemClock).after(60_000, () => {});
  expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length).toBe(before);
  cancel();
});
