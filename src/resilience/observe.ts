import type { Clock } from './clock.ts';
import { type Decide, type FailureKind, decide as inTable } from './decision-table.ts';
import type { Call, Policy, Trace } from './policy.ts';
import { asUpstreamError, type FailureFacts, type UpstreamError } from './upstream-error.ts';

/** What is told of one call when it has ended. */
export interface CallEvent {
  readonly source: string;
  readonly operation: string;
  readonly outcome: 'ok' | FailureKind;
  readonly elapsedMs: number;
  readonly attempts: number;
  readonly shared: boolean;
  /** Where the answer came from, if it may be kept at all. */
  readonly cache?: Trace['cache'];
  /** Time spent waiting for a turn, in milliseconds. */
  readonly queuedMs?: number;
  /** Time spent in pauses between attempts, in milliseconds. */
  readonly pausedMs?: number;
  readonly failure?: UpstreamError;
  /** How old an answer is that is not as good as new, and why it had to do. */
  readonly stale?: Trace['stale'];
  /** The failure that an older answer stood in for. */
  readonly instead?: UpstreamError;
}

/**
 * Reports every call once, when it has ended. A report that throws is nobody's failure.
 * @param decide the table as the source sees it
 */
export const observe =
  <C extends Call, A>(
    report: (event: CallEvent, call: C) => void,
    clock: Clock,
    decide: Decide = inTable,
  ): Policy<C, A> =>
  (next) =>
  async (call) => {
    const start = clock.now();
    const tell = (outcome: CallEvent['outcome'], failure?: UpstreamError) => {
      const { source, operation } = call;
      const { last: _, ...trace } = call.trace;
      const event = { source, operation, outcome, elapsedMs: clock.now() - start, ...trace };
      try {
        report(failure ? { ...event, failure } : event, call);
      } catch {
        // A broken logger must not fail a call.
      }
    };
    try {
      const answer = await next(call);
      tell('ok');
      return answer;
    } catch (error) {
      const { source, operation } = call;
      const told = asUpstreamError(error);
      const failure = told.with({ source, operation, ...stricter(told.kind, decide) });
      tell(failure.kind, failure);
      throw failure;
    }
  };

/** What the source says of repeating it, where that is not what the table says: the failure goes on to where only the table is known. */
const stricter = (kind: FailureKind, decide: Decide): Pick<FailureFacts, 'again'> => {
  const [{ retry, resend }, common] = [decide(kind), inTable(kind)];
  return retry === common.retry && resend === common.resend ? {} : { again: { retry, resend } };
};
