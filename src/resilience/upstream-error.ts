import { type Decision, decide, type FailureKind } from './decision-table.ts';

/** Did the request reach the other side? `maybe`: it may have been acted upon. */
export type Sent = 'no' | 'maybe' | 'yes';

const distance: Readonly<Record<Sent, number>> = { no: 0, maybe: 1, yes: 2 };

/** Of two attempts, how far the one got that got further: what one of them may have done, the call may have done. */
export const furthest = (one: Sent | undefined, other: Sent | undefined): Sent | undefined => {
  if (one === undefined || other === undefined) return one ?? other;
  return distance[one] >= distance[other] ? one : other;
};

/** What ended the attempts of a call: time, its own number of attempts, the share of retries, or a policy that let no more through. */
export type Stopped = 'deadline' | 'attempts' | 'budget' | 'breaker' | 'quota' | 'overload';

/** What the other side says is wrong with one field of a request. */
export interface FieldProblem {
  /** The names that lead to it: the other side's, until they are known in the graph. */
  readonly path: readonly (string | number)[];
  /** In the other side's own words for it, if that is a code. */
  readonly code?: string;
  /** For people; only where the source says that it is fit for them. */
  readonly message?: string;
}

/** What is known of a failure beside its kind. Never a credential, a body, a query string or a value of the answer. */
export interface FailureFacts {
  /** `api.name` of the source. */
  readonly source?: string;
  /** The source's member that was called. */
  readonly operation?: string;
  readonly sent?: Sent;
  /** How far the attempt got when it failed: `lookup`, `connect`, `tls`, `response`, `body`, ... */
  readonly phase?: string;
  /** The HTTP status, if one came. */
  readonly status?: number;
  /** How long the other side, or a policy of ours, asked to wait before another try, in milliseconds. */
  readonly retryAfterMs?: number;
  /** How long calls like it are held back here from now on, in milliseconds. */
  readonly heldMs?: number;
  /** Whether it may be asked at once for another account, which need not share the failure. */
  readonly elsewhere?: boolean;
  /** Whether it was to change something over there, and another call may change it once more. @default false */
  readonly unsafe?: boolean;
  /** What its source says of repeating it, where that is stricter than the table. @default what the table says */
  readonly again?: Pick<Decision, 'retry' | 'resend'>;
  /** Attempts made on the wire. */
  readonly attempts?: number;
  /** What ended the attempts, if not the failure itself. */
  readonly stopped?: Stopped;
  /** What was expected and what came, in words that are fit for clients. */
  readonly detail?: string;
  /** What was wrong with which field of the request. */
  readonly fields?: readonly FieldProblem[];
  /** Where in the upstream's answer. For logs and explain only. */
  readonly place?: string;
}

/** Causes may carry URLs and headers. Held here they are no property of the error, so that nothing that prints or sends errors finds them. */
const causes = new WeakMap<object, unknown>();

const BRAND = Symbol.for('breakwater.UpstreamError');

/** A call to a source that failed, in one of the words of the decision table. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly kind: FailureKind;
  readonly facts: FailureFacts;
  readonly [BRAND] = true;

  constructor(kind: FailureKind, facts: FailureFacts = {}, cause?: unknown) {
    super(sentence(kind, facts));
    this.kind = kind;
    this.facts = facts;
    causes.set(this, cause);
  }

  /** What it came from, for debugging. A method under a name of its own: whatever prints or sends errors looks for `cause`. */
  origin(): unknown {
    return causes.get(this);
  }

  /** `extensions.code`. */
  get code(): string {
    return decide(this.kind).code;
  }

  /** Whether asking again may help, and does no harm: true for what the table, or the source that narrows it, repeats, now or later. What may have been acted upon is not repeated blindly. */
  get retryable(): boolean {
    const { unsafe, sent, retryAfterMs, again = decide(this.kind) } = this.facts;
    if (unsafe && sent === 'maybe') return false;
    const said = unsafe ? again.resend : again.retry;
    return said !== 'no' && (said !== 'asked' || retryAfterMs !== undefined);
  }

  /** What may be written anywhere: facts such as the place in the answer are for logs. */
  toJSON(): { readonly name: string; readonly code: string; readonly message: string } {
    return { name: this.name, code: this.code, message: this.message };
  }

  /** The same failure with more facts; facts already known win over none, new ones over old. */
  with(facts: FailureFacts): UpstreamError {
    return new UpstreamError(this.kind, { ...this.facts, ...facts }, this.origin());
  }
}

/** True for errors of this class, also from another copy of this module. */
export const isUpstreamError = (error: unknown): error is UpstreamError =>
  typeof error === 'object' && error !== null && BRAND in error;

/** Any error as an `UpstreamError`: one of ours as it is, anything else as `internal`. */
export const asUpstreamError = (error: unknown): UpstreamError =>
  isUpstreamError(error) ? error : new UpstreamError('internal', {}, error);

const sentence = (kind: FailureKind, { source, detail, status }: FailureFacts): string =>
  [
    `${source ?? 'the API'}: ${decide(kind).says}`,
    status === undefined ? '' : ` (HTTP ${status})`,
    detail ? `: ${detail}` : '',
  ].join('');
