import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/faults/catalogue/index.ts';
import { isSubject, subjectsOf } from '../../src/kit/kit-subject.ts';
import { readContract } from '../../src/kit/read-contract.ts';
import { runTrials } from '../../src/kit/run-trials.ts';
import { trialsOf } from '../../src/kit/trials.ts';
import { pagedSdl, pagedSources } from './paged.ts';

const sources = pagedSources.map((Source) => [Source.api.name, Source] as const);

/** Whatever missed, with why; and the entries of which a case was run. */
const run = async (
  Source: (typeof pagedSources)[number],
  ids: readonly string[],
  sdl: string = pagedSdl(Source.api.name),
) => {
  const subjects = subjectsOf(Source, readContract([Source], sdl)).filter(isSubject);
  const { trials } = trialsOf(
    catalogue.filter(({ id }) => ids.includes(id)),
    subjects,
  );
  const reports = await runTrials(trials, { parallel: 2 });
  return {
    ran: new Set(reports.map(({ id }) => id)),
    missed: reports.flatMap(({ id, says, misses }) => misses.map((miss) => `${id} ${says}: ${miss}`)),
  };
};

const paging = ['P1', 'P2', 'P3', 'P4', 'P5'];

describe('what can go wrong with pages', () => {
  test.each(sources)(
    'is survived %s',
    async (_name, Source) => {
      const { missed, ran } = await run(Source, paging);
      expect(missed).toEqual([]);
      expect([...ran]).toEqual(expect.arrayContaining(['P1', 'P3', 'P4', 'P5']));
    },
    60_000,
  );
});

describe('a list that clients get as a connection alone', () => {
  test('is tried as well', async () => {
    const [Source] = pagedSources;
    if (!Source) throw new Error('there is no source');
    const sdl = pagedSdl('byLink').replace('all: [Thing]', 'all(first: Int, after: String): ThingConnection');
    const { missed, ran } = await run(Source, ['P1', 'S13'], sdl);
    expect([missed, [...ran].toSorted()]).toEqual([[], ['P1', 'S13']]);
  }, 60_000);
});
