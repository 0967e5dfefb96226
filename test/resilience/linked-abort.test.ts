import { describe, expect, test } from '@jest/globals';
import { attemptTimeout } from '../../src/resilience/index.ts';
import { linkedAbort } from '../../src/resilience/linked-abort.ts';
import { callAt, failure, onVirtualTime, outcome, scripted } from './support.ts';

/** A parent, and how many listen to it. */
const counted = () => {
  const controller = new AbortController();
  const { signal } = controller;
  const heard = { listening: 0, most: 0 };
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  Object.assign(signal, {
    addEventListener: (...args: Parameters<typeof add>) => {
      heard.listening += 1;
      heard.most = Math.max(heard.most, heard.listening);
      add(...args);
    },
    removeEventListener: (...args: Parameters<typeof remove>) => {
      heard.listening -= 1;
      remove(...args);
    },
  });
  return { controller, signal, heard };
};

describe('a linked abort', () => {
  test('follows its parent, with its reason', () => {
    const { controller, signal } = counted();
    const own = linkedAbort(signal);
    expect(own.signal.aborted).toBe(false);
    controller.abort('why');
    expect(own.signal.reason).toBe('why');
  });

  test('of a parent that has ended has ended too, and listens to nobody', () => {
    const { controller, signal, heard } = counted();
    controller.abort('why');
    expect([linkedAbort(signal).signal.reason, heard.most]).toEqual(['why', 0]);
  });

  test('ends by itself, and its parent goes on', () => {
    const { signal } = counted();
    const own = linkedAbort(signal);
    own.abort('mine');
    expect([own.signal.reason, signal.aborted]).toEqual(['mine', false]);
  });

  test('that is unlinked hears nothing more, and leaves no listener behind', () => {
    const { controller, signal, heard } = counted();
    const own = linkedAbort(signal);
    expect(heard.listening).toBe(1);
    own.unlink();
    controller.abort('why');
    expect([own.signal.aborted, heard.listening]).toEqual([false, 0]);
  });
});

describe('an attempt that is over', () => {
  const at = onVirtualTime();

  test.each([
    ['well', 'ok'],
    ['badly', failure('failed')],
  ])('leaves no listener behind: it ended %s', async (_, ending) => {
    const { signal, heard } = counted();
    const { handler, calls } = scripted(ending);
    await outcome(attemptTimeout({ attemptMs: 3_000 }, at.clock)(handler)(callAt(at.clock, { signal })));
    expect([calls.length, heard.most, heard.listening]).toEqual([1, 1, 0]);
  });
});
