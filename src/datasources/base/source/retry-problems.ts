import type { RetryOptions } from '../../../resilience/index.ts';
import { type Policies, USUAL_CAP_MS } from './policies.ts';
import { atMost, exceeds, positive, told, unless, whole } from './sentences.ts';

/** Retries that never happen, or pauses that are never so long. @param said by the API itself: what follows from something else contradicts nothing */
export const retryProblems = (
  { retry, timeouts: { totalMs }, budget }: Policies,
  said: Partial<RetryOptions>,
): readonly string[] => [
  ...whole('retry.maxAttempts', retry.maxAttempts, 1, 10),
  ...(['baseMs', 'throttledBaseMs', 'capMs', 'maxRetryAfterMs'] as const).flatMap((name) =>
    positive(`retry.${name}`, retry[name]),
  ),
  ...(['baseMs', 'throttledBaseMs'] as const).flatMap((name) =>
    isCap(retry, said)
      ? atMost(`retry.${name}`, retry[name], 'retry.capMs', retry.capMs)
      : atMost(`retry.${name}`, retry[name], 'timeouts.totalMs', totalMs),
  ),
  ...atMost('retry.capMs', retry.capMs, 'timeouts.totalMs', totalMs),
  ...pauseProblems(retry, totalMs),
  ...unless(
    !(exceeds(said.maxAttempts, 1) && budget.ratio === 0 && budget.perSecond === 0),
    `retry.maxAttempts (${told(said.maxAttempts)}) needs a budget: budget.ratio and budget.perSecond cannot both be 0, or nothing is ever tried again.`,
  ),
];

/** Whether the cap was meant: that of a short call follows from its time, and cuts what was said without a word. */
const isCap = ({ capMs }: RetryOptions, said: Partial<RetryOptions>): boolean =>
  said.capMs !== undefined || capMs === USUAL_CAP_MS;

const pauseProblems = (retry: RetryOptions, totalMs: number): readonly string[] => {
  const [name, longestMs] =
    longestPauses(retry, retry.baseMs) > longestPauses(retry, retry.throttledBaseMs)
      ? ['baseMs', longestPauses(retry, retry.baseMs)]
      : ['throttledBaseMs', longestPauses(retry, retry.throttledBaseMs)];
  return unless(
    !exceeds(longestMs, totalMs),
    `the pauses between attempts, at their longest, (${longestMs}) must not exceed timeouts.totalMs (${told(totalMs)}): lower retry.maxAttempts, retry.${name} or retry.capMs.`,
  );
};

/** Chance may make each pause shorter, and none longer. */
const longestPauses = ({ maxAttempts, capMs }: RetryOptions, baseMs: number): number => {
  if (![maxAttempts, baseMs, capMs].every(Number.isFinite)) return 0;
  const pauses = Array.from({ length: Math.max(0, Math.min(maxAttempts, 10) - 1) }, (_, i) =>
    Math.min(capMs, baseMs * 2 ** i),
  );
  return pauses.reduce((sum, pause) => sum + pause, 0);
};
