import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { withEnvFile } from '../../src/config/with-env-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'breakwater-env-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('.env beside the configuration is read beneath what is set, and not in production', () => {
  const set = { B: 'set' };
  expect(withEnvFile(folder, set)).toBe(set);
  writeFileSync(join(folder, '.env'), '# keys\nA="a b"\nB=file\n');
  expect(withEnvFile(folder, set)).toEqual({ A: 'a b', B: 'set' });
  expect(withEnvFile(folder, { NODE_ENV: 'production' })).toEqual({ NODE_ENV: 'production' });
  expect(withEnvFile(folder, set, true)).toBe(set);
  expect(withEnvFile(folder, { NODE_ENV: 'production' }, false)).toMatchObject({ A: 'a b' });
});
