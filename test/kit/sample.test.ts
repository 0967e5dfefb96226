import { describe, expect, test } from '@jest/globals';
import { type Api, DataSource } from '../../src/datasources/base/index.ts';
import { catalogue } from '../../src/faults/catalogue/index.ts';
import { isSubject, subjectsOf } from '../../src/kit/kit-subject.ts';
import { readContract } from '../../src/kit/read-contract.ts';
import { runTrial } from '../../src/kit/run-trial.ts';
import { trialsOf } from '../../src/kit/trials.ts';

const sdl = `
  type Share { code: ID!  part: Float }
  extend type Query { share(code: ID!): Share @load(from: "shares.share") }
`;

/** Rows that make sense together only: parts of a whole. */
const relative = (rows: readonly Readonly<Record<string, unknown>>[]) => {
  const total = rows.find(({ code }) => code === 'TOTAL');
  if (!total) throw new Error('an answer without its total');
  return rows.map((row) => ({ ...row, part: Number(row['part']) / Number(total['part']) }));
};

const sharesWith = (sample: object) =>
  class Shares extends DataSource {
    static readonly api = { name: 'shares', baseUrl: 'https://shares.example/' } satisfies Api;
    share = this.batch('Share' as never, {
      key: 'code' as never,
      whole: true,
      fetch: () => 'shares.json',
      transform: relative as never,
      ...sample,
    });
  };

const recorded = {
  sample: {
    keys: ['A', 'B'],
    body: '[{"code":"A","part":1},{"code":"B","part":3},{"code":"TOTAL","part":4}]',
  },
};

const run = async (Source: ReturnType<typeof sharesWith>, ids: readonly string[]) => {
  const subjects = subjectsOf(Source, readContract([Source], sdl)).filter(isSubject);
  const { trials } = trialsOf(
    catalogue.filter(({ id }) => ids.includes(id)),
    subjects,
  );
  const reports = [];
  for (const trial of trials) reports.push(await runTrial(trial));
  return reports;
};

describe('an operation that the contract does not wholly describe', () => {
  test('cannot be tried with an answer that is made up, and says so', async () => {
    const [report] = await run(sharesWith({}), ['S11']);
    expect(report?.misses).toEqual([expect.stringMatching(/^it fails with nothing in its way: /)]);
  });

  test('carries one that was recorded, which the kit works on', async () => {
    const reports = await run(sharesWith(recorded), ['C6', 'S11', 'F6', 'E4', 'B1', 'B13', 'L4']);
    expect(reports.length).toBeGreaterThan(7);
    expect(reports.flatMap(({ misses }) => misses)).toEqual([]);
  }, 30_000);
});
