import { describe, expect, test } from '@jest/globals';
import {
  type Call,
  cache,
  decide,
  type Freshness,
  type Handler,
  type Keepable,
  type Kept,
  type Policy,
  type Random,
  type Store,
  shelf,
  type Trace,
} from '../../src/resilience/index.ts';
import { settle } from '../support/virtual-clock.ts';
import { callAt, failure, onVirtualTime, outcome } from './support.ts';

const on = onVirtualTime();

interface Answer extends Keepable {
  readonly text: string;
}
interface AskingCall extends Call {
  readonly known?: Answer;
}
const lasting = (given: Partial<Freshness> = {}): Freshness => ({
  freshMs: 1_000,
  whileRevalidateMs: 0,
  ifErrorMs: 0,
  keepMs: 100_000,
  ...given,
});
const answer = (text: string, freshness: Freshness | null = lasting()): Answer => ({ text, freshness, bytes: 10 });

const mapStore = (): Store<Answer> & { readonly map: Map<string, Kept<Answer>> } => {
  const map = new Map<string, Kept<Answer>>();
  return { map, get: (key) => map.get(key), set: (key, kept) => map.set(key, kept), delete: (key) => map.delete(key) };
};

interface Given {
  readonly store?: Store<Answer>;
  readonly background?: Policy<AskingCall, Answer>;
  readonly random?: Random;
}

/** A cache before an API that does one thing after another. */
const cached = (script: readonly (Answer | Error | Promise<Answer>)[], given: Given = {}) => {
  const store = mapStore();
  const sent: AskingCall[] = [];
  const api: Handler<AskingCall, Answer> = async (call) => {
    sent.push(call);
    const next = script[sent.length - 1];
    if (next === undefined) throw new Error('asked too often');
    if (next instanceof Error) throw next;
    return next;
  };
  const revalidate = (call: AskingCall, known: Answer): AskingCall => ({ ...call, known });
  const { store: itsStore = store, random = () => 0, ...more } = given;
  const policy = cache<AskingCall, Answer>(
    { shelf: shelf(itsStore, on.clock), decide, revalidate, background: (next) => next, ...more },
    on.clock,
    random,
  );
  const handler = policy(api);
  const ask = async (call: Partial<AskingCall> = {}) => {
    const trace: Trace = { attempts: 0, shared: false };
    const ended = await outcome(handler(callAt(on.clock, { keep: true, trace, ...call })).then(({ text }) => text));
    return { ...ended, cache: trace.cache, stale: trace.stale };
  };
  return { ask, sent, map: store.map };
};
const found = (text: string, from: Trace['cache'], stale?: Trace['stale']) => ({ value: text, cache: from, stale });

describe('cache, when a call fails', () => {
  const old = lasting({ ifErrorMs: 5_000 });

  test('what was kept stands in, marked with its age and the reason', async () => {
    const { ask } = cached([answer('old', old), failure('unavailable'), answer('new')]);
    await ask();
    await on.clock.advance(3_000);
    expect(await ask()).toEqual(found('old', 'stale', { ageMs: 3_000, reason: 'UPSTREAM_UNAVAILABLE' }));
    expect(await ask()).toEqual(found('new', 'new'));
  });

  test('its age is that of the answer, which was not new when it was kept', async () => {
    const { ask } = cached([answer('old', { ...old, agedMs: 40_000 }), failure('unavailable')]);
    await ask();
    await on.clock.advance(3_000);
    expect(await ask()).toMatchObject({ value: 'old', stale: { ageMs: 43_000 } });
  });

  test('and what was kept is too old, or may not stand in, it fails', async () => {
    const { ask } = cached([answer('old', old), failure('unavailable'), answer('strict'), failure('unavailable')]);
    await ask();
    await on.clock.advance(6_000);
    expect(await ask()).toMatchObject({ kind: 'unavailable', stale: undefined });
    await ask();
    await on.clock.advance(1_000);
    expect(await ask()).toMatchObject({ kind: 'unavailable' });
  });

  test('nothing stands in that became too old while it was fetched', async () => {
    const { promise, reject } = Promise.withResolvers<Answer>();
    const { ask } = cached([answer('old', old), promise]);
    await ask();
    await on.clock.advance(5_500);
    const end = ask();
    await on.clock.advance(500);
    reject(failure('unavailable'));
    expect(await end).toMatchObject({ kind: 'unavailable', stale: undefined });
  });

  test.each(['rejected', 'forbidden', 'mismatch', 'unauthenticated', 'internal'] as const)(
    'with %s, nothing stands in',
    async (kind) => {
      const { ask } = cached([answer('old', old), failure(kind)]);
      await ask();
      await on.clock.advance(2_000);
      expect(await ask()).toMatchObject({ kind, stale: undefined });
    },
  );

  test('the failure is not kept', async () => {
    const { ask, sent, map } = cached([failure('failed'), failure('notFound'), answer('found')]);
    expect([await ask(), await ask(), await ask()]).toMatchObject([
      { kind: 'failed' },
      { kind: 'notFound' },
      { value: 'found' },
    ]);
    expect(sent).toHaveLength(3);
    expect(map.size).toBe(1);
  });

  test('with "not found", what was kept is dropped', async () => {
    const { ask, map } = cached([answer('old', old), failure('notFound'), failure('failed')]);
    await ask();
    await on.clock.advance(2_000);
    expect(await ask()).toMatchObject({ kind: 'notFound' });
    expect(map.size).toBe(0);
    expect(await ask()).toMatchObject({ kind: 'failed' });
  });

  test('a caller who has left is given nothing instead', async () => {
    const { ask } = cached([answer('old', old), failure('outOfTime')]);
    await ask();
    await on.clock.advance(2_000);
    const { signal } = { signal: AbortSignal.abort(failure('cancelled')) };
    expect(await ask({ signal })).toMatchObject({ kind: 'outOfTime', stale: undefined });
  });
});

describe('cache, when its store fails', () => {
  const storeThat = (does: () => never | Promise<never>): Store<Answer> => ({ get: does, set: does, delete: does });

  test.each([
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    ['rejects', () => Promise.reject(new Error('broken'))],
  ])('and %s, calls are made as if there were none', async (_how, does) => {
    const { ask, sent } = cached([answer('one'), answer('two', null)], { store: storeThat(does) });
    expect([await ask(), await ask()]).toMatchObject([{ value: 'one' }, { value: 'two' }]);
    expect(sent).toHaveLength(2);
  });

  test('and hangs, the first call takes 50 ms longer, and the next ones nothing', async () => {
    const { ask, sent } = cached([answer('one'), answer('two')], {
      store: storeThat(() => new Promise(() => undefined)),
    });
    const first = ask();
    await on.clock.advance(49);
    expect(sent).toHaveLength(0);
    await on.clock.advance(1);
    expect(await first).toMatchObject({ value: 'one' });
    expect(await ask()).toMatchObject({ value: 'two' });
  });
});

describe('cache', () => {
  test.each([1, Number.NaN])('does not believe what was kept by another clock, %d ms from now', async (ms) => {
    const { ask, map } = cached([answer('new'), failure('unavailable')]);
    map.set('GET /item', { value: answer('theirs'), freshness: lasting(), at: on.clock.now() + ms });
    expect(await ask()).toEqual(found('new', 'new'));
  });

  test('answers with what is fresh, and asks no more', async () => {
    const { ask, sent } = cached([answer('one'), answer('two')]);
    expect(await ask()).toEqual(found('one', 'new'));
    await on.clock.advance(999);
    expect(await ask()).toEqual(found('one', 'fresh'));
    await on.clock.advance(1);
    expect(await ask()).toEqual(found('two', 'new'));
    expect(sent).toHaveLength(2);
  });

  test('asks whether what is kept still holds', async () => {
    const { ask, sent } = cached([answer('one', lasting({ freshMs: 0 })), answer('one')]);
    await ask();
    await ask();
    expect(sent.map(({ known }) => known?.text)).toEqual([undefined, 'one']);
  });

  test('uses what is a little old at once, while one refresh is under way behind it', async () => {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    const seen: Call[] = [];
    const background: Policy<AskingCall, Answer> = (next) => (call) => {
      seen.push(call);
      return next(call);
    };
    const { ask, sent } = cached([answer('old', lasting({ whileRevalidateMs: 5_000 })), promise], { background });
    await ask();
    await on.clock.advance(2_000);
    const controller = new AbortController();
    const stale = found('old', 'stale', { ageMs: 2_000, reason: 'REVALIDATING' });
    expect(await Promise.all([ask({ signal: controller.signal }), ask()])).toEqual([stale, stale]);
    // Who caused it may leave: the refresh is nobody's.
    controller.abort(failure('cancelled'));
    expect(sent).toHaveLength(2);
    expect(seen).toMatchObject([{ known: { text: 'old' }, trace: { attempts: 0 } }]);
    expect(sent[1]?.signal.aborted).toBe(false);
    expect(sent[1]?.deadline()).toBe(on.clock.now() + 60_000);
    resolve(answer('new'));
    await settle();
    expect(await ask()).toEqual(found('new', 'fresh'));
  });

  test('lets a refresh fail in silence, and tries again with the next caller', async () => {
    const { ask, sent } = cached([
      answer('old', lasting({ whileRevalidateMs: 5_000 })),
      failure('failed'),
      answer('new'),
    ]);
    await ask();
    await on.clock.advance(2_000);
    await ask();
    await settle();
    expect(await ask()).toMatchObject({ value: 'old', cache: 'stale' });
    await settle();
    expect(sent).toHaveLength(3);
    expect(await ask()).toEqual(found('new', 'fresh'));
  });

  test('drops what was kept when a new answer may not be', async () => {
    const { ask, map } = cached([answer('one', lasting({ freshMs: 0, ifErrorMs: 9_000 })), answer('two', null)]);
    await ask();
    expect(map.size).toBe(1);
    expect(await ask()).toEqual(found('two', undefined));
    expect(map.size).toBe(0);
  });

  test('keeps nothing of calls that may not be kept, have no key, or change something', async () => {
    const { ask, sent, map } = cached(['a', 'b', 'c'].map((text) => answer(text)));
    await ask({ keep: false });
    await ask({ key: null });
    await ask({ idempotent: false });
    expect(sent).toHaveLength(3);
    expect(map.size).toBe(0);
  });

  test('tells keys apart', async () => {
    const { ask } = cached([answer('a'), answer('b')]);
    await ask({ key: 'a' });
    await ask({ key: 'b' });
    expect([await ask({ key: 'b' }), await ask({ key: 'a' })]).toMatchObject([{ value: 'b' }, { value: 'a' }]);
  });

  test('lets lifetimes end up to a tenth earlier, so that not all are fetched again at once', async () => {
    const { ask, sent } = cached([answer('one'), answer('two')], { random: () => 0.999 });
    await ask();
    await on.clock.advance(900);
    expect(await ask()).toMatchObject({ value: 'one' });
    await on.clock.advance(2);
    expect(await ask()).toMatchObject({ value: 'two' });
    expect(sent).toHaveLength(2);
  });
});
