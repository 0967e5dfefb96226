import { LEAST_TOTAL_MS, told, whole } from '../datasources/base/index.ts';
import { check } from './options-error.ts';

/** Numbers that bound an operation. */
export interface Limits {
  readonly deadlineMs: number;
  readonly maxDeadlineMs: number;
  readonly maxRequestBytes: number;
}

/** @throws OptionsError for numbers with which no operation would come to an answer */
export const checkLimits = ({ deadlineMs, maxDeadlineMs, maxRequestBytes }: Limits): void => {
  for (const [name, value] of Object.entries({ deadlineMs, maxDeadlineMs }))
    check(Number.isFinite(value) && value > 0, `${name} must be a positive number, not ${told(value)}.`);
  const [notWhole] = whole('maxRequestBytes', maxRequestBytes, 1);
  check(notWhole === undefined, notWhole ?? '');
  check(deadlineMs <= maxDeadlineMs, `deadlineMs (${deadlineMs}) must not exceed maxDeadlineMs (${maxDeadlineMs}).`);
  check(
    deadlineMs >= LEAST_TOTAL_MS,
    `deadlineMs must be at least ${LEAST_TOTAL_MS}, not ${deadlineMs}: no attempt is begun with less than 100 ms left, and some of it goes before.`,
  );
};
