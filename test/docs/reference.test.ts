import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { commands } from '../../src/cli/commands.ts';
import { referenceDoc } from '../../tools/reference-doc.ts';

describe('docs/reference.md', () => {
  test('is what the commands, the directives and the table make of it: npm run docs', () => {
    expect(readFileSync('docs/reference.md', 'utf8')).toBe(referenceDoc());
  });
});

describe('every command', () => {
  test('has an example that begins with its name, and says what each flag is for', () => {
    for (const { name, example, flags } of commands) {
      expect(example).toContain(`breakwater ${name}`);
      for (const { says } of Object.values(flags)) expect(says.length).toBeGreaterThan(5);
    }
  });
});
