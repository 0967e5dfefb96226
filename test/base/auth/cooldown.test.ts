import { describe, expect, test } from '@jest/globals';
import { cooldown } from '../../../src/datasources/base/auth/cooldown.ts';
import { virtualClock } from '../../support/virtual-clock.ts';

describe('a pause after a failure', () => {
  test('is twice as long as the one before, up to half a minute, and a second again after half a minute of calm', async () => {
    const clock = virtualClock();
    const pause = cooldown(clock);
    const pauses: number[] = [];
    const fail = async (calmMs = 0) => {
      await clock.advance(calmMs);
      pause.begin();
      pauses.push(pause.leftMs());
      await clock.advance(pause.leftMs());
    };
    for (let failures = 0; failures < 7; failures += 1) await fail();
    await fail(30_000);
    await fail(30_001);
    await fail();
    expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30, 30, 1, 2].map((seconds) => seconds * 1_000));
  });

  test('is as long as is asked for, where that is longer, and is over when nothing is wrong any more', () => {
    const pause = cooldown(virtualClock());
    pause.begin(5_000);
    expect(pause.leftMs()).toBe(5_000);
    pause.end();
    expect(pause.leftMs()).toBe(0);
    pause.begin();
    expect(pause.leftMs()).toBe(1_000);
  });
});
