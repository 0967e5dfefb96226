import { describe, expect, test } from '@jest/globals';
import type { SoakFigures } from '../bench/soak/soak.ts';
import { runBench } from './support/run-bench.ts';

describe('the soak', () => {
  test('finds nothing wrong in five seconds of load and faults', async () => {
    const { sentences, violations, operations, faults, memory } = await runBench<SoakFigures>('soak', '--seconds', '5');
    expect({ sentences, violations }).toEqual({ sentences: [], violations: 0 });
    // It would find nothing either if nothing happened.
    expect(operations).toBeGreaterThan(50);
    expect(Object.keys(faults).length).toBeGreaterThan(10);
    expect(memory.start.heap).toBeGreaterThan(0);
  }, 60_000);
});
