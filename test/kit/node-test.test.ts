import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { runnerOf } from '../../src/kit/runner.ts';

interface Ended {
  readonly code: number;
  readonly stdout: string;
}

/** Runs a test file with nothing but Node. */
const nodeTest = async (file: string, ...flags: readonly string[]): Promise<Ended> => {
  // What Jest tells its workers is not for others.
  const { JEST_WORKER_ID: _, NODE_OPTIONS: __, NODE_TEST_CONTEXT: ___, ...env } = process.env;
  const run = promisify(execFile)(
    process.execPath,
    ['--test', '--test-reporter=tap', ...flags, `test/kit/node/${file}`],
    {
      env,
    },
  );
  return run.then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error: { readonly code: number; readonly stdout: string }) => error,
  );
};

describe('failureKit under the test runner of Node, with no configuration', () => {
  test('runs the cases that its flags choose', async () => {
    const { code, stdout } = await nodeTest('good.ts', '--test-name-pattern=C1 ');
    expect(stdout).toMatch(/ok \d+ - C1 the connection is refused/);
    expect(stdout).toMatch(/^# fail 0$/m);
    expect(code).toBe(0);
  }, 60_000);

  test('fails where a case is missed', async () => {
    const { code, stdout } = await nodeTest('bad.ts', '--test-name-pattern=C1 ');
    expect(stdout).toMatch(/not ok \d+ - C1 the connection is refused/);
    expect(code).toBe(1);
  }, 60_000);
});

describe('the runner of a test file', () => {
  test('is the global one where there is one', () => {
    const { describe: its, test: one } = globalThis as unknown as ReturnType<typeof runnerOf>;
    expect(runnerOf()).toEqual({ describe: its, together: its, test: one });
  });

  test('is missed, in words, where another runner keeps its own to itself', () => {
    const kept = globalThis as { test?: unknown };
    const { test: its } = kept;
    delete kept.test;
    try {
      expect(() => runnerOf({ VITEST: 'true' })).toThrow(/^failureKit needs the global describe and test/);
    } finally {
      kept.test = its;
    }
  });
});
