import {
  type BatchOperation,
  countRequests,
  type Key,
  MAX_EXTRA_CALLS,
  requestIdentity,
} from '../../datasources/base/index.ts';
import type { Blueprint } from '../graph/blueprint.ts';
import { sum } from './bound.ts';
import type { CallCount } from './count-calls.ts';
import type { Use } from './use.ts';

/** How many calls the uses of one loader cost. @param asked at how many times their parents come */
export const countBatch = (
  uses: readonly [Use, ...Use[]],
  operation: BatchOperation,
  asked: number,
  { baseUrls }: Blueprint,
): CallCount => {
  const [use] = uses;
  const { args, source, plan } = use;
  const known = uses.every(({ keys }) => keys !== undefined) ? uses.flatMap(({ keys = [] }) => keys) : undefined;
  const keys = known ? distinct(known).length : sum(uses.map(({ keyCount }) => keyCount));
  const parents = sum(uses.map((each) => each.parents.count));
  // Keys that are known are the same whenever they are asked for: after the first time they are there.
  const most = args === undefined ? parents : known ? Math.min(asked, uses.length) : asked;
  const dispatches = Math.min(keys, most);
  if (keys === 0) return { keys, calls: 0, worst: 0 };
  const baseUrl = baseUrls[plan.source];
  if (operation.whole) {
    const identity = args && requestIdentity(source.api, operation, args, baseUrl);
    const calls = identity === undefined ? dispatches : 1;
    return { keys, calls, worst: calls, ...(identity === undefined ? {} : { identity }) };
  }
  const requests = (each: readonly Key[]) => args && countRequests(source.api, operation, each, args, baseUrl);
  const exact = known && dispatches === 1 ? requests(known) : undefined;
  const calls = exact ?? dispatches - 1 + Math.ceil((keys - dispatches + 1) / operation.max);
  const full = Math.min(keys, operation.max);
  const fits = exact !== undefined || requests(longest(full, use, operation)) === 1;
  return { keys, calls, worst: withSearch(calls, fits ? calls : keys, keys, dispatches) };
};

const distinct = (keys: readonly Key[]): readonly string[] => [...new Set(keys.map((key) => JSON.stringify(key)))];

/** As long as a JavaScript number gets, with a sign that has to be escaped. */
const LONGEST_NUMBER = '-1.7976931348623157e+308';
/** No URL that is sent holds such a text: if it fits, keys do not stand in the URL. */
const LONG_TEXT = 'x'.repeat(5_000);

/** Keys that take as much room as any others would. */
const longest = (count: number, { shortKeys }: Use, { key, compound }: BatchOperation): readonly Key[] =>
  Array.from({ length: count }, (_, i) => {
    // Each another, and none longer for it.
    const mark = String(i);
    const text = shortKeys
      ? `${LONGEST_NUMBER.slice(0, -mark.length - 6)}${mark}${LONGEST_NUMBER.slice(-6)}`
      : mark + LONG_TEXT;
    return compound ? Object.fromEntries(key.map((field) => [field, text])) : text;
  });

/**
 * The most calls, with those that find out which key an API refuses: a refused call is made again in halves, which at most doubles it for each
 * key it holds, and no more than so often a batch. How many calls there were before that, between `least` and `most`, nobody knows.
 */
const withSearch = (least: number, most: number, keys: number, dispatches: number): number => {
  if (!Number.isFinite(keys)) return Number.POSITIVE_INFINITY;
  const total = (calls: number) => calls + Math.min(MAX_EXTRA_CALLS * dispatches, 2 * Math.max(0, keys - calls));
  const turning = keys - (MAX_EXTRA_CALLS / 2) * dispatches;
  return Math.max(...[least, most, Math.min(most, Math.max(least, turning))].map(total));
};
