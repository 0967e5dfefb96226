import type { Clock } from '../../src/resilience/index.ts';

interface Timer {
  readonly due: number;
  readonly order: number;
  wake: (() => void) | null;
}

/** A clock whose hours pass as fast as their events can be worked through. */
export interface VirtualTime extends Clock {
  /** Works through all events up to `untilMs`, in their order. */
  run(untilMs: number): Promise<void>;
}

/** Events in a binary heap: an hour of load is a few million of them. */
export const virtualTime = (): VirtualTime => {
  const heap: Timer[] = [];
  let now = 0;
  let order = 0;
  const before = (a: Timer, b: Timer) => a.due < b.due || (a.due === b.due && a.order < b.order);

  const push = (timer: Timer) => {
    let at = heap.push(timer) - 1;
    for (let parent = (at - 1) >> 1; at > 0; parent = (at - 1) >> 1) {
      const above = heap[parent] as Timer;
      if (!before(timer, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = timer;
  };
  const pop = (): Timer | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Timer, heap[child] as Timer)) child += 1;
      const below = heap[child] as Timer;
      if (!before(below, last)) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
    return first;
  };
  /** Lets promises come to rest: everything an event sets off happens before the next event. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

  return {
    now: () => now,
    after(ms, wake) {
      const timer: Timer = { due: now + Math.max(0, ms), order: order++, wake };
      push(timer);
      return () => {
        timer.wake = null;
      };
    },
    async run(untilMs) {
      await settle();
      for (let next = heap[0]; next && next.due <= untilMs; next = heap[0]) {
        pop();
        if (!next.wake) continue;
        now = next.due;
        next.wake();
        await settle();
      }
      now = untilMs;
    },
  };
};
