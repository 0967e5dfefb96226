import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { mistakesDoc } from '../../tools/mistakes-doc.ts';

test('docs/mistakes.md is what is printed: npm run docs:mistakes', async () => {
  const { text, told } = await mistakesDoc();
  expect(told.length).toBeGreaterThanOrEqual(30);
  expect(told.filter(({ text: said }) => /\n {4}at |failed unexpectedly/.test(said))).toEqual([]);
  expect(readFileSync('docs/mistakes.md', 'utf8')).toBe(text);
}, 180_000);
