import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { decisionTable } from '../../src/resilience/index.ts';
import { failuresDoc } from '../../tools/failures-doc.ts';

describe('docs/failures.md', () => {
  test('is what the table and the catalogue make of it: npm run docs', () => {
    expect(readFileSync('docs/failures.md', 'utf8')).toBe(failuresDoc());
  });

  test('has a row for each kind of failure', () => {
    const text = failuresDoc();
    for (const kind of Object.keys(decisionTable)) expect(text).toContain(`| \`${kind}\` |`);
  });
});
