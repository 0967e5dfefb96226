import { beforeAll, describe, expect, test } from '@jest/globals';
import { answered, type storm } from '../../bench/storm/run.ts';
import { weather } from '../../bench/storm/weather.ts';
import { runBench } from '../support/run-bench.ts';

type Storm = Awaited<ReturnType<typeof storm>>;

const outages = weather.flatMap(({ name, trouble }, i) => (trouble === 'none' ? [] : [[name, i] as const]));
const recoveries = weather.flatMap(({ name }, i) => (name === 'after it' ? [[weather[i - 1]?.name, i] as const] : []));

describe('an hour of load', () => {
  let hour: Storm;

  beforeAll(async () => {
    hour = await runBench<Storm>('storm');
  }, 120_000);

  test.each(outages)('hardly more attempts than calls while %s', (_name, i) => {
    expect(hour.breakwater[i]?.attemptsPerCall).toBeLessThanOrEqual(1.15);
  });

  test.each(recoveries)('recovers within ten seconds of the first probe after %s', (_name, i) => {
    expect(hour.breakwater[i]?.recoveryS).not.toBeNull();
    expect(hour.breakwater[i]?.recoveryS).toBeLessThanOrEqual(10);
  });

  test('answers at least twice as many calls in the whole hour as a naive client', () => {
    expect(answered(hour.breakwater)).toBeGreaterThan(2 * answered(hour.naive));
  });
});
