import { counted } from '../kit/counted.ts';
import type { Untried } from '../kit/kit-subject.ts';
import { NO_ENTRY } from '../kit/rehearse-all.ts';
import type { CaseReport } from '../kit/run-trial.ts';
import { shortly } from '../kit/shortly.ts';
import type { NotRun, Trial } from '../kit/trials.ts';

/** So many cases can each have a line. */
export const FEW = 60;

const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** Tells of each case where they are few; else of misses, and of each operation as its last case ends. */
export const teller = (trials: readonly Trial[], verbose: boolean): ((report: CaseReport) => void) => {
  if (verbose || trials.length <= FEW) return (report) => print(line(report));
  const nameOf = (source: string, operation: string) => `${source}.${operation}`;
  const all = Map.groupBy(trials, ({ subject }) => nameOf(subject.api.name, subject.name));
  const known = new Map<string, { run: number; misses: number }>();
  return (report) => {
    if (report.id === NO_ENTRY) return print(line(report));
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
export interface Summary {
  readonly misses: number;
  /** Operations that could not be tried. */
  readonly untried: number;
  readonly run: number;
  /** Entries of the catalogue of which at least one case was run. */
  readonly ids: number;
  /** Those that were not run at all. */
  readonly idsNotRun: readonly string[];
  readonly seconds: number;
}

/** What came of a run. */
interface Came {
  readonly trials: readonly Trial[];
  readonly reports: readonly CaseReport[];
  readonly notRun: readonly NotRun[];
  readonly untried: readonly Untried[];
}

export const summary = ({ trials, reports, notRun, untried }: Came, elapsedMs: number): Summary => {
  const run = reports.filter(({ id }) => id !== NO_ENTRY);
  const ids = new Set(run.map(({ id }) => id));
  const chosen = [...notRun.map(({ id }) => id), ...trials.map(({ entry }) => entry.id)];
  return {
    misses: reports.filter(({ misses }) => misses.length > 0).length,
    untried: untried.length,
    run: run.length,
    ids: ids.size,
    idsNotRun: [...new Set(chosen)].filter((id) => !ids.has(id)),
    seconds: Math.round(elapsedMs / 100) / 10,
  };
};

export const told = (
  { misses, run, ids, idsNotRun, seconds }: Summary,
  notRun: readonly NotRun[],
  untried: readonly Untried[],
): string => {
  const reasons = new Map<string, Set<string>>();
  for (const { id, because } of notRun) reasons.set(because, (reasons.get(because) ?? new Set()).add(id));
  const missed = misses === 0 ? 'no misses' : counted(misses, 'miss', 'misses');
  const but =
    untried.length === 0 ? '' : `${misses === 0 ? ', but' : ','} ${counted(untried.length, 'operation')} not tried`;
  return [
    '',
    ...[...reasons].map(([because, its]) => `not run: ${[...its].join(' ')}: ${because}`),
    ...untried.map(({ source, operation, because }) => `not tried: ${source}.${operation}: ${because}`),
    '',
    `${counted(run, 'case')} of ${counted(ids, 'failure')} in ${seconds} s: ${missed}${but}.${
      idsNotRun.length > 0 ? ` Not run at all: ${idsNotRun.join(' ')}.` : ''
    }`,
  ].join('\n');
};
