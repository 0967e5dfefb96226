import { expect, test } from '@jest/globals';
import { decisionTable } from '../../src/resilience/index.ts';
import { breakwater } from './run.ts';

test('breakwater table prints the words that the option failures takes', async () => {
  const { code, out } = await breakwater(['table']);
  const lines = out.split('\n').map((line) => line.split(/ {2,}/));
  const rows = Object.entries(decisionTable).map(([kind, { retry, resend, breaker, stale }]) => [
    kind,
    retry,
    resend,
    breaker,
    String(stale),
  ]);
  expect(code).toBe(0);
  expect(lines.slice(1, rows.length + 1).map((cells) => cells.slice(0, 5))).toEqual(rows);
});
