import { describe, expect, test } from '@jest/globals';
import type { SoakFigures } from '../../bench/soak/soak.ts';
import { runBench } from '../support/run-bench.ts';

describe('the soak', () => {
  test('finds nothing wrong in a minute of load and faults', async () => {
    const { sentences, violations, operations, faults } = await runBench<SoakFigures>('soak', '--seconds', '60');
    expect({ sentences, violations }).toEqual({ sentences: [], violations: 0 });
    expect(operations).toBeGreaterThan(600);
    expect(Object.keys(faults).length).toBeGreaterThan(50);
  }, 180_000);
});
