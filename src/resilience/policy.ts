import type { StaleMark } from './freshness.ts';
import type { Turn } from './kept-turns.ts';
import type { Pushback } from './pushback.ts';
import type { Sent, UpstreamError } from './upstream-error.ts';

/** What happened to a call so far; policies write it, `observe` reports it. */
export interface Trace {
  /** Attempts made on the wire. */
  attempts: number;
  /** How far the attempt got that got furthest. */
  sent?: Sent;
  /** The failure of the latest attempt, if there was one. */
  last?: UpstreamError;
  /** Whether the answer came from a call that another caller had already started. */
  shared: boolean;
  /** Where the answer came from, if it may be kept at all: kept and fresh, kept and stale, kept and confirmed, or new. */
  cache?: 'fresh' | 'stale' | 'confirmed' | 'new';
  /** Said of an answer that is not as good as new. */
  stale?: StaleMark;
  /** The failure that an older answer stands in for. */
  instead?: UpstreamError;
  /** Time spent waiting for a turn, in milliseconds. */
  queuedMs?: number;
  /** Time spent in pauses between attempts, in milliseconds. */
  pausedMs?: number;
}

/** How many attempts whoever asked may still cause, over all calls. */
export interface Allowance {
  /** Takes one; false if there is none left. */
  take(): boolean;
}

/** One thing asked of a source, as policies see it. Every attempt of it gets the same call. */
export interface Call {
  /** `api.name` of the source. */
  readonly source: string;
  /** The source's member. */
  readonly operation: string;
  /** Calls with equal keys get equal answers and may share one. Contains the identity of the caller. `null`: never shared. */
  readonly key: string | null;
  /** It joins no other call, and none joins it. @default false */
  readonly alone?: boolean;
  /** Nobody waits for it: it only renews what is kept. @default false */
  readonly background?: boolean;
  /** Whether its answer may be kept under its key. */
  readonly keep: boolean;
  /** Where it goes, an origin: what is known of the other side's health is known of its target. */
  readonly target: string;
  /** Whom the other side counts it for: stands for a credential, without giving it away. Quotas belong to accounts. */
  readonly account: string;
  /** Accounts that it may be made for, the one to use first first: each attempt is made for one of them. @default `account` alone */
  readonly accounts?: readonly string[];
  /** Safe to repeat: RFC 9110 section 9.2.2. */
  readonly idempotent: boolean;
  /** Whether it changes something over there: then it is never sent twice at a time, however safe to repeat. @default false */
  readonly changes?: boolean;
  /** The instant on the clock after which nobody wants the answer. A function, because a shared call serves the latest of its callers. */
  readonly deadline: () => number;
  /** Aborts when nobody waits any more. Its reason is an `UpstreamError`. */
  readonly signal: AbortSignal;
  readonly trace: Trace;
  readonly allowance: Allowance;
  /** Hears what the other side says about its pace. Set by the policy that keeps to it. */
  readonly hear?: (pushback: Pushback) => void;
  /** Leave to begin, where calls are paced. Set by the policy that waits for it, used by the one that counts it. */
  readonly turn?: Turn;
  /** Called when an attempt goes out. Set by the policy that times it from there. */
  readonly onSend?: () => void;
  /** Called by a policy that made the call wait: throws what it would be refused with now. Set by the policy that refuses. */
  readonly recheck?: () => void;
}

/** Makes a call. Rejects with an `UpstreamError`, soon after the call's signal aborts at the latest. */
export type Handler<C extends Call, A> = (call: C) => Promise<A>;

/** Wraps every call: one concern, knowing nothing of the others. */
export type Policy<C extends Call, A> = (next: Handler<C, A>) => Handler<C, A>;

/** The policies around a handler; the first of the list is outermost. */
export const compose = <C extends Call, A>(
  policies: readonly Policy<C, A>[],
  innermost: Handler<C, A>,
): Handler<C, A> => policies.reduceRight((next, policy) => policy(next), innermost);
