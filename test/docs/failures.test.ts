import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { decisionTable, narrowingProblems } from '../../src/resilience/index.ts';
import { failuresDoc } from '../../tools/failures-doc.ts';

describe('docs/failures.md', () => {
  test('is what the table and the catalogue make of it: npm run docs', () => {
    expect(readFileSync('docs/failures.md', 'utf8')).toBe(failuresDoc());
  });

  test('prints the words that the option failures takes', () => {
    const rows = failuresDoc()
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
      .filter(([, kind = '', , , breaker]) => Object.hasOwn(decisionTable, kind) && breaker !== undefined);
    expect(rows).toHaveLength(Object.keys(decisionTable).length);
    for (const [, kind = '', retry, resend, breaker, stale = ''] of rows) {
      const row = { retry, resend, breaker, stale: { true: true, false: false }[stale] };
      expect(narrowingProblems({ [kind]: row })).toEqual([]);
    }
  });

  test('has a row for each kind of failure', () => {
    const text = failuresDoc();
    for (const kind of Object.keys(decisionTable)) expect(text).toContain(`| \`${kind}\` |`);
  });
});
