import { UserError } from '../../config/user-error.ts';
import { catalogue } from '../../faults/catalogue/index.ts';
import { createGateway } from '../../gateway/create-gateway.ts';
import { silentLog } from '../../gateway/log.ts';
import { counted } from '../../kit/counted.ts';
import { isSubject, subjectsOf } from '../../kit/kit-subject.ts';
import { readContract } from '../../kit/read-contract.ts';
import { type CaseReport, type NotRun, runTrials, type Trial, trialsOf } from '../../kit/run-kit.ts';
import { shortly } from '../../kit/shortly.ts';
import { suggest } from '../../schema/index.ts';
import { type Given, listOf } from '../arguments.ts';
import type { Command } from '../command.ts';
import { graphFlags, loadGiven } from '../graph-flags.ts';

/** So many cases can each have a line. */
const FEW = 60;

/** `breakwater kit` */
export const kit: Command = {
  name: 'kit',
  says: 'run the catalogue of failures against the sources',
  takes: '[SOURCE...]',
  flags: {
    only: { type: 'string', multiple: true, value: 'ID', says: 'these entries of the catalogue alone: C1, M7' },
    verbose: { type: 'boolean', says: `a line for each case, also where there are more than ${FEW}` },
    json: { type: 'boolean', says: 'one JSON document instead of lines' },
    config: graphFlags.config,
    demo: graphFlags.demo,
  },
  example: 'breakwater kit ecb --only C1,M7',
  async run(given) {
    const { options } = await loadGiven(given.flags);
    // Says what is wrong with the graph itself, as every command does.
    await createGateway({ ...options, environment: {}, production: false, log: silentLog }).stop();
    const chosen = choose(
      given.rest,
      options.sources.map(({ api }) => api.name),
      'source',
    );
    const entries = entriesOf(given);
    const contract = readContract(options.sources, options.typeDefs, options.resolvers);
    const all = options.sources
      .filter(({ api }) => chosen.includes(api.name))
      .flatMap((Source) => subjectsOf(Source, contract));
    const { trials, notRun } = trialsOf(entries, all.filter(isSubject));
    const json = given.flags['json'] === true;
    const untried = all.flatMap((each) => (isSubject(each) ? [] : [{ ...each, id: '*', says: 'every failure' }]));
    const start = performance.now();
    const reports = await runTrials(trials, json ? {} : { onReport: teller(trials, given.flags['verbose'] === true) });
    const end = summary(reports, [...untried, ...notRun], performance.now() - start);
    print(
      json
        ? JSON.stringify({ ...end, cases: reports, notRun: [...untried, ...notRun] }, null, 1)
        : told(end, [...untried, ...notRun]),
    );
    return end.misses > 0 || untried.length > 0 ? 1 : 0;
  },
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);

const choose = (names: readonly string[], known: readonly string[], what: string): readonly string[] => {
  for (const name of names)
    if (!known.includes(name)) throw new UserError(`There is no ${what} "${name}". ${suggest(name, known)}`);
  return names.length === 0 ? known : names;
};

const entriesOf = ({ flags }: Given) => {
  const only = listOf(flags['only']).map((id) => id.trim().toUpperCase());
  // Nobody who names nothing means everything.
  if (flags['only'] !== undefined && only.length === 0)
    throw new UserError('--only takes entries of the catalogue, like C1,M7, and there is none.');
  const ids = choose(
    only,
    catalogue.map(({ id }) => id),
    'entry',
  );
  return catalogue.filter(({ id }) => ids.includes(id));
};

/** Tells of each case where they are few; else of misses, and of each operation as its last case ends. */
const teller = (trials: readonly Trial[], verbose: boolean): ((report: CaseReport) => void) => {
  if (verbose || trials.length <= FEW) return (report) => print(line(report));
  const nameOf = (source: string, operation: string) => `${source}.${operation}`;
  const all = Map.groupBy(trials, ({ subject }) => nameOf(subject.api.name, subject.name));
  const known = new Map<string, { run: number; misses: number }>();
  return (report) => {
    const name = nameOf(report.source, report.operation);
    const { run, misses } = known.get(name) ?? { run: 0, misses: 0 };
    const missed = report.misses.length > 0;
    const now = { run: run + 1, misses: misses + (missed ? 1 : 0) };
    known.set(name, now);
    if (missed) print(line(report));
    if (now.run === all.get(name)?.length)
      print(`${name.padEnd(24)}  ${counted(now.run, 'case')}, ${counted(now.misses, 'miss', 'misses')}`);
  };
};

const line = ({ id, says, source, operation, expected, seen, attempts, elapsedMs, misses }: CaseReport): string =>
  [
    `${misses.length === 0 ? 'ok  ' : 'MISS'} ${id.padEnd(4)}${`${source}.${operation}`.padEnd(24)}${shortly(says)}`,
    `       expected ${expected}, seen ${seen}, ${counted(attempts, 'attempt')}, ${elapsedMs} ms`,
    ...misses.map((miss) => `       ${miss}`),
  ].join('\n');

/** The end of a run, in numbers. */
interface Summary {
  readonly misses: number;
  readonly run: number;
  /** Entries of the catalogue of which at least one case was run. */
  readonly ids: number;
  /** Those that were not run at all. */
  readonly idsNotRun: readonly string[];
  readonly seconds: number;
}

const summary = (reports: readonly CaseReport[], notRun: readonly NotRun[], elapsedMs: number): Summary => {
  const ids = new Set(reports.map(({ id }) => id));
  return {
    misses: reports.filter(({ misses }) => misses.length > 0).length,
    run: reports.length,
    ids: ids.size,
    idsNotRun: [...new Set(notRun.map(({ id }) => id))].filter((id) => id !== '*' && !ids.has(id)),
    seconds: Math.round(elapsedMs / 100) / 10,
  };
};

const told = ({ misses, run, ids, idsNotRun, seconds }: Summary, notRun: readonly NotRun[]): string => {
  const reasons = new Map<string, Set<string>>();
  for (const { id, because } of notRun) reasons.set(because, (reasons.get(because) ?? new Set()).add(id));
  return [
    '',
    ...[...reasons].map(([because, its]) => `not run: ${[...its].join(' ')}: ${because}`),
    '',
    `${counted(run, 'case')} of ${counted(ids, 'failure')} in ${seconds} s: ${misses === 0 ? 'no misses' : counted(misses, 'miss', 'misses')}.${
      idsNotRun.length > 0 ? ` Not run at all: ${idsNotRun.join(' ')}.` : ''
    }`,
  ].join('\n');
};
