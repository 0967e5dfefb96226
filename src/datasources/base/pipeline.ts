import {
  attemptTimeout,
  type CallEvent,
  type Clock,
  coalesce,
  deadline,
  observe,
  type Policy,
  type Random,
  type RetryOptions,
  retry,
} from '../../resilience/index.ts';
import type { HttpCall } from './exchange.ts';
import type { Timeouts } from './source/api.ts';

export interface PipelineOptions {
  readonly timeouts: Timeouts;
  readonly retry: RetryOptions;
  readonly report: (event: CallEvent, call: HttpCall) => void;
  readonly clock: Clock;
  readonly random: Random;
}

/** Everything that wraps a call to a source: outermost first, each with the reason for its place. */
export const pipeline = ({
  timeouts,
  retry: retries,
  report,
  clock,
  random,
}: PipelineOptions): Policy<HttpCall, unknown>[] => [
  // Sees every call, also those that others answer.
  observe(report, clock),
  // Outside of everything that tries: callers share one sequence of attempts, not one attempt each.
  coalesce(clock),
  // Around all attempts and the pauses between them; a caller waits no longer than this, whatever happens inside.
  deadline(timeouts, clock),
  // Outside of all that belongs to one attempt, so that each attempt is timed, signed and counted by itself.
  retry(retries, clock, random),
  // Innermost, so that a timeout is one more failure that can be retried.
  attemptTimeout(timeouts, clock),
];
