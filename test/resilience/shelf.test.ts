import { describe, expect, test } from '@jest/globals';
import { type Kept, type Store, shelf } from '../../src/resilience/index.ts';
import { settle } from '../support/virtual-clock.ts';
import { onVirtualTime } from './support.ts';

const on = onVirtualTime();
const kept: Kept<string> = {
  value: 'kept',
  at: 0,
  freshness: { freshMs: 1, whileRevalidateMs: 0, ifErrorMs: 0, keepMs: 1 },
};

/** A store that does as told, and the log of what was asked of it. */
const storeThat = (does: (what: string) => unknown) => {
  const log: string[] = [];
  const act = (what: string) => {
    log.push(what);
    return does(what);
  };
  const store: Store<string> = {
    get: (key) => act(`get ${key}`) as Kept<string> | undefined,
    set: (key) => act(`set ${key}`),
    delete: (key) => act(`delete ${key}`),
  };
  return { store, log, shelf: shelf(store, on.clock) };
};
const never = () => new Promise<never>(() => undefined);
const broken = () => {
  throw new Error('the store is broken');
};
// oxlint-disable-next-line unicorn/no-thenable
const withThen = (how: PropertyDescriptor): object => Object.defineProperty({}, 'then', how);

describe('a store, when it fails', () => {
  test.each([
    ['throws', broken],
    ['rejects', () => Promise.reject(new Error('the store is gone'))],
    ['gives back a promise of its own that throws', () => withThen({ value: broken })],
    ['gives back what throws as it is looked at', () => withThen({ get: broken })],
  ])('that %s has nothing, and fails nobody', async (_how, does) => {
    const { shelf: its, log } = storeThat(does);
    expect(await its.get('a')).toBeUndefined();
    await on.clock.advance(1_000);
    its.set('a', kept, 1);
    await settle();
    its.delete('a');
    await settle();
    expect(log).toEqual(['get a', 'set a', 'delete a']);
  });

  test.each([
    ['is undefined', { value: undefined }],
    ['is null', { value: null }],
    ['is missing', {}],
    ['throws as it is looked at', Object.defineProperty({}, 'value', { get: broken, enumerable: true })],
  ])('has nothing where a value %s, at once or later', async (_how, entry) => {
    const { at, freshness } = kept;
    const given = Object.defineProperties({ at, freshness }, Object.getOwnPropertyDescriptors(entry));
    for (const does of [() => given, () => Promise.resolve(given)])
      expect(await storeThat(does).shelf.get('a')).toBeUndefined();
    expect(on.clock.pending).toBe(0);
  });

  test('that hangs is waited for 50 ms', async () => {
    const { shelf: its } = storeThat(never);
    let found: unknown = 'waiting';
    const looked = Promise.resolve(its.get('a')).then((value) => {
      found = value;
    });
    await on.clock.advance(49);
    expect(found).toBe('waiting');
    await on.clock.advance(1);
    expect(found).toBeUndefined();
    await looked;
  });

  test.each([['kept'], [null], [{ ...kept, at: '0' }], [{ ...kept, freshness: undefined }], [{ at: 0 }]])(
    'that gives back what nobody kept, %j, has nothing',
    async (given) => {
      expect(await storeThat(() => given).shelf.get('a')).toBeUndefined();
      expect(await storeThat(async () => given).shelf.get('a')).toBeUndefined();
    },
  );

  test('is left alone for a second, except for what it must forget', async () => {
    const { shelf: its, log } = storeThat(broken);
    await its.get('a');
    expect([its.get('b'), its.set('b', kept, 1), its.delete('b')]).toEqual([undefined, undefined, undefined]);
    expect(log).toEqual(['get a', 'delete b']);
    await on.clock.advance(1_000);
    await its.get('c');
    expect(log).toEqual(['get a', 'delete b', 'get c']);
  });

  test('and comes too late, is not heard: neither with an answer nor with an error', async () => {
    const late: { fail?: (error: unknown) => void } = {};
    const { shelf: its } = storeThat(
      () =>
        new Promise((_, reject) => {
          late.fail = reject;
        }),
    );
    const found = its.get('a');
    await on.clock.advance(50);
    expect(await found).toBeUndefined();
    late.fail?.(new Error('at last'));
    await settle();
  });
});

describe('a store', () => {
  test('that has it at hand costs no turn of the event loop, and no timer', () => {
    const { shelf: its } = storeThat(() => kept);
    expect(its.get('a')).toBe(kept);
    expect(on.clock.pending).toBe(0);
  });

  test('that takes less than 50 ms answers', async () => {
    const { shelf: its } = storeThat(() => new Promise((resolve) => on.clock.after(40, () => resolve(kept))));
    const found = its.get('a');
    await on.clock.advance(40);
    expect(await found).toBe(kept);
  });
});
