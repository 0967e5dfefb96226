import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { allCommands } from '../../src/cli/commands.ts';
import { QUERY_CODES } from '../../src/schema/public-error.ts';
import { referenceDoc } from '../../tools/reference-doc.ts';

describe('docs/reference.md', () => {
  test('is what the commands, the directives and the table make of it: npm run docs', async () => {
    expect(readFileSync('docs/reference.md', 'utf8')).toBe(await referenceDoc());
  });

  test('says what every code means that a client can meet without a failed source', async () => {
    const text = await referenceDoc();
    expect([...QUERY_CODES].filter((code) => !text.includes(`| \`${code}\` | `))).toEqual([]);
  });
});

describe('every command', () => {
  test('has an example that begins with its name, and says what each flag is for', async () => {
    for (const { name, example, flags } of await allCommands()) {
      expect(example).toContain(`breakwater ${name}`);
      for (const { says } of Object.values(flags)) expect(says.length).toBeGreaterThan(5);
    }
  });
});
