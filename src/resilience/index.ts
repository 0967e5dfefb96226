export { type Accounts, accountsOf } from './accounts.ts';
export { apiKinds } from './api-kinds.ts';
export { attemptTimeout } from './attempt-timeout.ts';
export { awaitTurn } from './await-turn.ts';
export type { Random } from './backoff.ts';
export { type BulkheadOptions, bulkhead } from './bulkhead.ts';
export { type CacheGrounds, cache, REFRESH_MS } from './cache.ts';
export { type BreakerChange, type BreakerState, breaker, type OnBreakerChange } from './circuit-breaker.ts';
export type { BreakerOptions } from './circuit-state.ts';
export { type Clock, sleep, systemClock } from './clock.ts';
export { coalesce } from './coalesce.ts';
export { deadline } from './deadline.ts';
export {
  type Again,
  type Decide,
  type Decision,
  decide,
  decisionTable,
  type FailureKind,
  isFailureKind,
} from './decision-table.ts';
export { type Freshness, type Keepable, type Kept, type StaleMark, type Store, type Use, useOf } from './freshness.ts';
export { MAX_STREAK } from './health.ts';
export { type HedgeOptions, hedge, MIN_P95_MS } from './hedge.ts';
export { linkedAbort } from './linked-abort.ts';
export { type Narrowing, narrowed, narrowingProblems } from './narrow.ts';
export { type CallEvent, observe } from './observe.ts';
export { per } from './per.ts';
export { type Allowance, type Call, compose, type Handler, type Policy, type Trace } from './policy.ts';
export type { Pushback } from './pushback.ts';
export { type QuotaOptions, quota } from './quota.ts';
export { type RetryGrounds, type RetryOptions, retry } from './retry.ts';
export { type RetryBudget, type RetryBudgetOptions, retryBudget } from './retry-budget.ts';
export { type OnPutAside, rotate } from './rotate.ts';
export { type Shelf, shelf } from './shelf.ts';
export { shortened } from './shortened.ts';
export {
  asUpstreamError,
  type FailureFacts,
  type FieldProblem,
  furthest,
  isUpstreamError,
  type Sent,
  type Stopped,
  UpstreamError,
} from './upstream-error.ts';
