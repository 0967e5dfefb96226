import { describe, expect, test } from '@jest/globals';
import { type CallEvent, type FailureKind, narrowed, observe, UpstreamError } from '../../src/resilience/index.ts';
import { callAt, failure, onVirtualTime, outcome, scripted } from './support.ts';

const on = onVirtualTime();

describe('observe, when the call fails', () => {
  test('reports the kind and passes the failure on, with its source and operation', async () => {
    const events: CallEvent[] = [];
    const { handler } = scripted(failure('unavailable', { status: 503 }));
    const end = await outcome(observe((event) => events.push(event), on.clock)(handler)(callAt(on.clock)));
    expect(end).toEqual({ kind: 'unavailable', status: 503, source: 'shop', operation: 'item' });
    expect(events).toMatchObject([
      { source: 'shop', operation: 'item', outcome: 'unavailable', failure: { kind: 'unavailable' } },
    ]);
  });

  test('says whether to ask again as the source has it, where that is stricter than the table', async () => {
    const own = narrowed({ failed: { retry: 'no' } });
    const retryable = async (kind: FailureKind): Promise<unknown> => {
      const handler = observe(() => undefined, on.clock, own)(scripted(failure(kind)).handler);
      const told: unknown = await handler(callAt(on.clock)).catch((error: unknown) => error);
      return told instanceof UpstreamError && told.retryable;
    };
    expect([await retryable('failed'), await retryable('timeout')]).toEqual([false, true]);
  });

  test('makes an unexpected error an internal one, and keeps it as the cause', async () => {
    const error = new TypeError('boom');
    const end = outcome(observe(() => undefined, on.clock)(scripted(error).handler)(callAt(on.clock)));
    expect(await end).toMatchObject({ kind: 'internal' });
    const thrown: unknown = await observe(
      () => undefined,
      on.clock,
    )(scripted(error).handler)(callAt(on.clock)).catch((caught: unknown) => caught);
    expect(thrown instanceof UpstreamError && thrown.origin()).toBe(error);
  });

  test('is not harmed by a reporter that throws, nor is the call', async () => {
    const broken = () => {
      throw new Error('disk full');
    };
    expect(await outcome(observe(broken, on.clock)(scripted().handler)(callAt(on.clock)))).toEqual({ value: 'ok' });
    const failed = observe(broken, on.clock)(scripted(failure('failed')).handler)(callAt(on.clock));
    expect(await outcome(failed)).toMatchObject({ kind: 'failed' });
  });
});

describe('observe', () => {
  test('reports once, when the call has ended, with its time and trace', async () => {
    const events: CallEvent[] = [];
    const call = callAt(on.clock);
    const end = observe(
      (event) => events.push(event),
      on.clock,
    )(async ({ trace }) => {
      trace.attempts = 2;
      await new Promise<void>((resolve) => void on.clock.after(250, resolve));
      return 'ok';
    })(call);
    expect(events).toEqual([]);
    await on.clock.advance(250);
    expect(await end).toBe('ok');
    expect(events).toEqual([
      { source: 'shop', operation: 'item', outcome: 'ok', elapsedMs: 250, attempts: 2, shared: false },
    ]);
  });
});
