import { type Clock, type Pushback, UpstreamError } from '../../src/resilience/index.ts';
import { spellAt } from './weather.ts';

/** What an API can do. */
export interface Capacity {
  /** Requests it works on at the same time. */
  readonly workers: number;
  /** What one takes, in milliseconds. */
  readonly serviceMs: number;
  /** Requests that wait for a worker; more get 503 at once. */
  readonly queue: number;
}

/** One request: resolves with an answer, or rejects with what the wire would show. */
export type Send = (signal: AbortSignal, hear?: (pushback: Pushback) => void) => Promise<'answer'>;

/** Calls a second that a throttling API allows. */
const ALLOWED_PER_SECOND = 10;
const SLOWER = 10;

/**
 * An API with a capacity. It does not learn that a client has left: it works on what nobody waits for any more, as real servers do,
 * and so can be kept busy by requests that were given up long ago.
 */
export const simulatedApi = ({ workers, serviceMs, queue }: Capacity, clock: Clock) => {
  const waiting: (() => void)[] = [];
  let busy = 0;
  let second = -1;
  let inSecond = 0;
  let received = 0;

  const work = (end: () => void) => {
    busy += 1;
    const ms = spellAt(clock.now()).trouble === 'slow' ? serviceMs * SLOWER : serviceMs;
    clock.after(ms, () => {
      busy -= 1;
      waiting.shift()?.();
      end();
    });
  };
  const isAllowed = (): boolean => {
    const now = Math.floor(clock.now() / 1000);
    if (now !== second) [second, inSecond] = [now, 0];
    inSecond += 1;
    return inSecond <= ALLOWED_PER_SECOND;
  };
  const send: Send = (signal, hear) =>
    new Promise((resolve, reject) => {
      received += 1;
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      const { trouble } = spellAt(clock.now());
      const fail = (...args: ConstructorParameters<typeof UpstreamError>) => reject(new UpstreamError(...args));
      const soon = (act: () => void) => void clock.after(1, act);
      if (trouble === 'down') return soon(() => fail('unreachable', { sent: 'no' }));
      if (trouble === 'throttling' && !isAllowed()) {
        hear?.({ waitMs: 1000 });
        return soon(() => fail('throttled', { sent: 'yes', status: 429, retryAfterMs: 1000 }));
      }
      if (busy >= workers && waiting.length >= queue)
        return soon(() => fail('unavailable', { sent: 'yes', status: 503 }));
      const end = () =>
        spellAt(clock.now()).trouble === 'failing' ? fail('failed', { sent: 'yes', status: 500 }) : resolve('answer');
      return busy < workers ? work(end) : void waiting.push(() => work(end));
    });
  return { send, received: () => received };
};
