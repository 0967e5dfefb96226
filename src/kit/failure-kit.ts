import { readFileSync } from 'node:fs';
import { Source } from 'graphql';
import type { SourceClass } from '../datasources/base/index.ts';
import { catalogue } from '../faults/catalogue/index.ts';
import type { Resolvers } from '../schema/graph/custom-resolvers.ts';
import type { TypeDefs } from '../schema/graph/documents.ts';
import { isSubject, subjectsOf } from './kit-subject.ts';
import { readContract } from './read-contract.ts';
import { runTrial, trialsOf } from './run-kit.ts';

/** The graph that a source stands in, as far as its operations need it. */
export interface KitOptions {
  /** The SDL of the graph that the fields stand in which load from the source, and the resolvers of the rare field that has one. */
  readonly resolvers?: Resolvers;
}

/** What a test runner gives to every test file: Jest, Vitest and others alike. */
interface Runner {
  readonly describe: (name: string, body: () => void) => void;
  readonly test: ((name: string, body: () => Promise<void>, timeoutMs?: number) => void) & {
    readonly skip: (name: string, body: () => void) => void;
  };
}

/**
 * Runs the whole catalogue of failures against a source: one test for each case that applies, and a skipped one that says why for each that
 * does not. One line in a test file:
 * @example failureKit(Stocks, new URL('./schema.graphql', import.meta.url));
 * @param typeDefs the SDL in which fields load from the source: files, or text; one or many
 */
export const failureKit = (
  Class: SourceClass,
  typeDefs: URL | TypeDefs | readonly (URL | TypeDefs)[],
  { resolvers }: KitOptions = {},
): void => {
  const { describe, test } = runnerOf();
  const contract = readContract([Class], [typeDefs].flat().map(read), resolvers);
  describe(`${Class.api.name} survives`, () => {
    for (const subject of subjectsOf(Class, contract)) {
      if (!isSubject(subject)) {
        test.skip(`${subject.operation}: not tried, because ${subject.because}`, () => {});
        continue;
      }
      const { trials, notRun } = trialsOf(catalogue, [subject]);
      describe(subject.name, () => {
        for (const trial of trials) {
          const says = trial.tried.says === undefined ? '' : `: ${trial.tried.says}`;
          test(`${trial.entry.id} ${trial.entry.says}${says}`, async () => {
            const { misses, expected, seen } = await runTrial(trial);
            if (misses.length > 0) throw new Error(`expected ${expected}, seen ${seen}:\n${misses.join('\n')}`);
          }, 30_000);
        }
        for (const { id, says, because } of notRun) test.skip(`${id} ${says} (${because})`, () => {});
      });
    }
  });
};

const read = (each: URL | TypeDefs): TypeDefs =>
  each instanceof URL ? new Source(readFileSync(each, 'utf8'), each.pathname.split('/').slice(-2).join('/')) : each;

const runnerOf = (): Runner => {
  const { describe, test } = globalThis as unknown as Partial<Runner>;
  if (typeof describe !== 'function' || typeof test !== 'function')
    throw new TypeError('failureKit is for a test file: it needs the global describe and test of Jest or Vitest.');
  return { describe, test };
};
