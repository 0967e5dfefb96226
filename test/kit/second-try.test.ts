import { describe, expect, test } from '@jest/globals';
import type { Case, Entry } from '../../src/faults/entry.ts';
import { isSubject, subjectsOf } from '../../src/kit/kit-subject.ts';
import { readContract } from '../../src/kit/read-contract.ts';
import { type CaseReport, runPatiently, runTrial } from '../../src/kit/run-trial.ts';
import { runTrials } from '../../src/kit/run-trials.ts';
import { shortly } from '../../src/kit/shortly.ts';
import { patientTimes } from '../../src/kit/times.ts';
import type { Trial } from '../../src/kit/trials.ts';
import { Billing, billingSdl } from './billing.ts';
import { Stocks, stocksSdl } from './stocks.ts';

const [subject] = subjectsOf(Stocks, readContract([Stocks], stocksSdl)).filter(isSubject);
const [another] = subjectsOf(Billing, readContract([Billing], billingSdl)).filter(isSubject);

/** A trial whose check says what `check` says. */
const trial = (says: string, check: NonNullable<Case['check']>, its = subject): Trial => {
  if (!its) throw new Error('each of the two has an operation');
  const tried: Case = { says, fault: {}, expected: { outcome: 'ok' }, check };
  const entry: Entry = { id: 'C1', says: 'an entry of this test', cases: [tried] };
  return { entry, tried, subject: its };
};

const fine = () => trial('fine', () => []);
const broken = (n: number) => trial(`broken ${n}`, () => ['it is broken']);
/** Does well only with more time. */
const slow = (its = subject) =>
  trial('slow', ({ times }) => (times.attemptMs === patientTimes.attemptMs ? [] : ['too slow']), its);

describe('what misses', () => {
  test('misses at once where it is run once', async () => {
    expect((await runTrial(slow())).misses).toEqual(['too slow']);
    expect((await runTrial(slow(), [], patientTimes)).misses).toEqual([]);
  });

  test('is tried a second time, with twice the time', async () => {
    expect(await runPatiently(slow())).toMatchObject({ misses: [], tries: 2 });
    expect(await runPatiently(broken(1))).toMatchObject({ misses: ['it is broken'], tries: 2 });
    expect(await runPatiently(fine())).not.toHaveProperty('tries');
  });

  test('is told once, when it is known what came of it', async () => {
    const told: CaseReport[] = [];
    const reports = await runTrials([fine(), slow(), broken(1)], { onReport: (report) => told.push(report) });
    const words = (all: readonly CaseReport[]) =>
      all.map(({ says, misses }) => `${says.split(': ')[1]} ${misses.join()}`);
    expect(words(told)[0]).toBe('fine ');
    expect(words(told).toSorted()).toEqual(['broken 1 it is broken', 'fine ', 'slow ']);
    expect(words(reports).toSorted()).toEqual(words(told).toSorted());
  });

  test('is not tried again where there is too much of it for chance', async () => {
    const told: CaseReport[] = [];
    const trials = Array.from({ length: 61 }, (_, n) => broken(n));
    const reports = await runTrials(trials, { onReport: (report) => told.push(report) });
    expect([reports.length, told.length]).toEqual([61, 61]);
    expect(reports.filter(({ tries }) => tries !== undefined)).toEqual([]);
  });

  test('is tried again though another operation is broken', async () => {
    const trials = [slow(another), ...Array.from({ length: 61 }, (_, n) => broken(n))];
    const again = (await runTrials(trials)).filter(({ tries }) => tries !== undefined);
    expect(again).toMatchObject([{ source: 'billing', misses: [], tries: 2 }]);
  });
});

test('what a case says is cut at a hundred characters', () => {
  expect(shortly('x'.repeat(100))).toBe('x'.repeat(100));
  expect(shortly('x'.repeat(101))).toBe(`${'x'.repeat(97)}...`);
});
