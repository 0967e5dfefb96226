import { execFile } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import type { SoakFigures } from '../bench/soak/soak.ts';
import { runBench } from './support/run-bench.ts';

const main = (...args: readonly string[]): Promise<{ readonly code: unknown; readonly said: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, ['bench/soak/main.ts', ...args], (error, _out, said) =>
      resolve({ code: error?.code ?? 0, said }),
    );
  });

describe('the soak', () => {
  test.each([
    [['--seconds', '0'], '--seconds must be a whole number from 1 to 86400, not "0".\n'],
    [['--seed', 'x'], '--seed must be a whole number from 1 to 4294967295, not "x".\n'],
  ])('refuses %j in a sentence', async (args, sentence) => {
    expect(await main(...args)).toEqual({ code: 2, said: sentence });
  });

  test('finds nothing wrong in five seconds of load and faults', async () => {
    const { sentences, violations, operations, faults, memory } = await runBench<SoakFigures>('soak', '--seconds', '5');
    expect({ sentences, violations }).toEqual({ sentences: [], violations: 0 });
    // It would find nothing either if nothing happened.
    expect(operations).toBeGreaterThan(50);
    expect(Object.keys(faults).length).toBeGreaterThan(10);
    expect(memory.start.heap).toBeGreaterThan(0);
  }, 60_000);
});
