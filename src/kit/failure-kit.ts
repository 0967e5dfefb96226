import { readFileSync } from 'node:fs';
import { Source } from 'graphql';
import type { SourceClass } from '../datasources/base/index.ts';
import { catalogue } from '../faults/catalogue/index.ts';
import type { Resolvers } from '../schema/graph/custom-resolvers.ts';
import type { TypeDefs } from '../schema/graph/documents.ts';
import { isSubject, type KitSubject, subjectsOf } from './kit-subject.ts';
import { readContract } from './read-contract.ts';
import { IN_PEACE } from './rehearse-all.ts';
import { runPatiently } from './run-trial.ts';
import { runnerOf } from './runner.ts';
import { shortly } from './shortly.ts';
import { isAlone, type Trial, trialsOf } from './trials.ts';
import { tryInPeace } from './try-in-peace.ts';

/** The graph that a source stands in, as far as its operations need it. */
export interface KitOptions {
  /** The SDL of the graph that the fields stand in which load from the source, and the resolvers of the rare field that has one. */
  readonly resolvers?: Resolvers;
}

/**
 * Runs the whole catalogue of failures against a source: one test for each case that applies, and a skipped one that says why for each that
 * does not. One line in a test file of Jest, of Vitest, or of Node itself:
 * @example failureKit(Stocks, new URL('./schema.graphql', import.meta.url));
 * @param typeDefs the SDL in which fields load from the source: files, or text; one or many
 */
export const failureKit = (
  Class: SourceClass,
  typeDefs: URL | TypeDefs | readonly (URL | TypeDefs)[],
  { resolvers }: KitOptions = {},
): void => {
  const { describe, together, test } = runnerOf();
  const contract = readContract([Class], [typeDefs].flat().map(read), resolvers);
  describe(`${Class.api.name} survives`, () => {
    for (const subject of subjectsOf(Class, contract)) {
      if (!isSubject(subject)) {
        test.skip(`${subject.operation}: not tried, because ${subject.because}`, () => {});
        continue;
      }
      const { trials, notRun } = trialsOf(catalogue, [subject]);
      const run = (trial: Trial): void => test(titleOf(trial), () => pass(trial), TEST_MS);
      describe(subject.name, () => test(IN_PEACE, () => passInPeace(subject), TEST_MS));
      together(subject.name, () => trials.filter((trial) => !isAlone(trial)).forEach(run));
      describe(`${subject.name}, one at a time`, () => {
        trials.filter(isAlone).forEach(run);
        for (const { id, says, because } of notRun) test.skip(`${id} ${says} (${because})`, () => {});
      });
    }
  });
};

const titleOf = ({ entry, tried }: Trial): string =>
  `${entry.id} ${shortly(`${entry.says}${tried.says === undefined ? '' : `: ${tried.says}`}`)}`;

const pass = async (trial: Trial): Promise<void> => {
  const { ends } = await tryInPeace(trial.subject);
  if (ends) throw new Error(`it would show nothing: see "${IN_PEACE}"`);
  const { misses, expected, seen } = await runPatiently(trial);
  if (misses.length > 0) throw new Error(`expected ${expected}, seen ${seen}:\n${misses.join('\n')}`);
};

const passInPeace = async (subject: KitSubject): Promise<void> => {
  const { misses } = await tryInPeace(subject);
  if (misses.length > 0) throw new Error(misses.join('\n'));
};

/** Enough for two tries, the second of them with twice the time. */
const TEST_MS = 30_000;

const read = (each: URL | TypeDefs): TypeDefs =>
  each instanceof URL ? new Source(readFileSync(each, 'utf8'), each.pathname.split('/').slice(-2).join('/')) : each;
