import type DataLoader from 'dataloader';
import type { Allowance, StaleMark } from '../../resilience/index.ts';
import type { Answer } from './answer.ts';
import type { Caller } from './auth/credentials.ts';
import type { Journal } from './journal.ts';
import type { Key } from './operation/operation.ts';

/**
 * What lives as long as one GraphQL operation, and is passed to every run. Nothing in it is reachable from an `Upstream`,
 * which lives as long as the process.
 */
export interface Scope {
  readonly requestId: string;
  /** The instant on the gateway's clock by which the operation must have its answer. */
  readonly deadline: number;
  /** Aborts when the client has left. Its reason is an `UpstreamError`. */
  readonly signal: AbortSignal;
  /** Headers of whoever asked that sources may see. */
  readonly caller: Caller;
  /** Attempts the operation may still cause, over all sources. */
  readonly allowance: Allowance;
  /** Answers to requests already made for this operation. */
  readonly answers: Map<string, Promise<Answer>>;
  /** One loader for each operation and each set of arguments. */
  readonly loaders: Map<string, DataLoader<Key, unknown, string>>;
  /** What the operation got that is not as good as new, by source. */
  readonly stale: Map<string, StaleMark>;
  /** Failures that are rehearsed, by source. */
  readonly drills: ReadonlyMap<string, Rehearsed>;
  /** What is done for it, where somebody wants to know; `null`: nobody does. */
  readonly journal: Journal | null;
}

/** A failure that is rehearsed. */
export interface Rehearsed {
  /** Of the catalogue: `M7`. */
  readonly id: string;
  /** Whether what is kept may stand in, as in a true outage. */
  readonly kept: boolean;
  /** Whose it is: drills of one name share a circuit. */
  readonly of: string;
}

/** What a scope has beside its time. */
export interface ScopeOptions {
  /** @default 200 attempts */
  readonly allowance?: Allowance;
  /** @default none */
  readonly drills?: ReadonlyMap<string, Rehearsed>;
  /** @default none */
  readonly caller?: Caller;
  /** @default null */
  readonly journal?: Journal | null;
}

/** Attempts that one operation may cause. Enough for every operation that is meant, and an end to one that is not. */
export const MAX_ATTEMPTS = 200;

/** A scope without answers. */
export const newScope = (
  requestId: string,
  deadline: number,
  signal: AbortSignal,
  { allowance = attempts(MAX_ATTEMPTS), drills = NO_DRILLS, caller = {}, journal = null }: ScopeOptions = {},
): Scope => ({
  requestId,
  deadline,
  signal,
  caller,
  allowance,
  answers: new Map(),
  loaders: new Map(),
  stale: new Map(),
  drills,
  journal,
});

const NO_DRILLS: ReadonlyMap<string, Rehearsed> = new Map();

const attempts = (max: number): Allowance => {
  let left = max;
  return {
    take() {
      left -= 1;
      return left >= 0;
    },
  };
};

/** Notes that a source answered with what is not as good as new. Of several answers the oldest is told of, for the first reason. */
export const markStale = ({ stale }: Scope, source: string, { ageMs, reason }: StaleMark): void => {
  const known = stale.get(source);
  stale.set(source, { ageMs: Math.max(ageMs, known?.ageMs ?? 0), reason: known?.reason ?? reason });
};
