import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { onePipeline } from './one-pipeline.ts';
import { type Counts, crossReads, type MakeRig, paths, play, type Scene, scene } from './play.ts';
import { identified, twoGateways, unidentified } from './two-gateways.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

const RUNS = 200;
const TIMEOUT_MS = 60_000;

/** Every way by which an answer can come was taken often. */
const taken = (counts: Counts) => Object.entries(counts).filter(([, count]) => count < 10);

/** Both ask for the same, one after the other; what the first one got is as good as new for a minute. */
const oneAfterTheOther: Scene = {
  steps: (['alice', 'bob'] as const).map((who) => ({
    who,
    how: 'item',
    id: 'a',
    copies: 1,
    together: false,
    passMs: 0,
    down: false,
  })),
  replies: [{ delayMs: 0, fails: false, caching: 'max-age=60', etag: false }],
};
/** Both at the same time; nothing is kept. */
const atTheSameTime: Scene = {
  steps: oneAfterTheOther.steps.map((step) => ({ ...step, together: true })),
  replies: [{ delayMs: 8, fails: false, caching: 'no-store', etag: false }],
};
const rows = (its: Scene): Scene => ({ ...its, steps: its.steps.map((step) => ({ ...step, how: 'rows' })) });

describe('callers with different credentials who ask for the same URLs', () => {
  test(
    'never read each other’s answers: new, fresh, confirmed, shared, stale, hedged, or failed',
    async () => {
      const rigs = [
        { make: twoGateways(identified), counts: { ...paths } },
        { make: onePipeline('identity'), counts: { ...paths } },
      ];
      await fc.assert(
        fc.asyncProperty(scene, async (its) => {
          const all = await Promise.all(rigs.map(({ make, counts }) => play(its, make, counts)));
          expect(all.flatMap(crossReads)).toEqual([]);
          for (const { codes } of all.flat()) for (const code of codes) expect(code).toBe('UPSTREAM_UNAVAILABLE');
        }),
        { numRuns: RUNS },
      );
      expect(rigs.map(({ counts }) => taken(counts))).toEqual([[], []]);
    },
    TIMEOUT_MS,
  );
});

describe('without identity in keys the same scenes show it', () => {
  test.each<[string, Scene, MakeRig]>([
    ['a kept answer', oneAfterTheOther, twoGateways(unidentified)],
    ['a kept row', rows(oneAfterTheOther), twoGateways(unidentified)],
    ['a kept answer of one pipeline', oneAfterTheOther, onePipeline('no identity')],
    ['a shared flight', atTheSameTime, onePipeline('no identity')],
    ['a shared flight of rows', rows(atTheSameTime), onePipeline('no identity')],
  ])('%s is read by somebody else', async (_, its, make) => {
    const seen = await play(its, make);
    expect(crossReads(seen).map(({ who }) => who)).toEqual(['bob']);
  });

  test.each<[string, MakeRig]>([
    ['two gateways', twoGateways(unidentified)],
    ['one pipeline', onePipeline('no identity')],
  ])('the property of %s finds it', async (_, make) => {
    const found = fc.check(
      fc.asyncProperty(scene, async (its) => crossReads(await play(its, make)).length === 0),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect((await found).failed).toBe(true);
  });
});
