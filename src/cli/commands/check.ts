import { readFileSync } from 'node:fs';
import { breakingChanges, type Changes } from '../../check/breaking-changes.ts';
import { type CheckedProject, checkProject } from '../../check/check-project.ts';
import type { Finding } from '../../check/finding.ts';
import { liveText } from '../../check/live/live-text.ts';
import { countedFindings, report } from '../../check/report.ts';
import type { Project } from '../../config/load-config.ts';
import { inWords, UserError } from '../../config/user-error.ts';
import type { Given } from '../arguments.ts';
import type { Command } from '../command.ts';
import { givenConfig, graphFlags, loadGiven } from '../graph-flags.ts';
import { askedLive, type RanLive, recordedText, runLive } from '../run-check-live.ts';

/** `breakwater check` */
export const check: Command = {
  name: 'check',
  says: 'tell all that is known of the graph at rest, with the place and the fix, and with --live of its APIs; errors exit with 1, warnings with 0',
  takes: '[SOURCE...]',
  flags: {
    production: { type: 'boolean', says: 'as production would start it: missing environment variables are errors' },
    against: {
      type: 'string',
      value: 'FILE',
      says: 'an older SDL of the graph, as "breakwater sdl" writes it: what breaks its clients is an error',
    },
    live: {
      type: 'boolean',
      says: 'ask each API, or these, once for each operation that reads, and tell where answers are not as the contract says',
    },
    with: {
      type: 'string',
      multiple: true,
      value: 'PLACE=VALUE',
      says: 'with --live: a value to ask with, as country.code=JP for an argument, or Country.code=JP for a record',
    },
    record: { type: 'string', value: 'DIR', says: 'with --live: save the answers here, without what is secret' },
    json: { type: 'boolean', says: 'as JSON' },
    config: graphFlags.config,
    demo: graphFlags.demo,
  },
  example: 'breakwater check --production --against released.graphql',
  async run(given) {
    const { against, production, json } = given.flags;
    const asked = askedLive(given);
    const older = typeof against === 'string' ? { file: against, text: readOlder(against) } : undefined;
    const file = givenConfig(given.flags) ?? 'the configuration';
    const project = await loaded(given.flags, file);
    const checked =
      'findings' in project
        ? { findings: project.findings, sdl: undefined, sources: 0, operations: 0 }
        : checkProject(project, { file, ...(production === true ? { production } : {}) });
    const changes =
      older && checked.sdl !== undefined ? await breakingChanges(older.text, checked.sdl, older.file) : undefined;
    const live = asked && 'options' in project && checked.sdl !== undefined ? await runLive(project, asked) : undefined;
    const findings = [...checked.findings, ...(changes?.findings ?? []), ...(live?.findings ?? [])];
    process.stdout.write(json === true ? asJson(findings, changes, live) : asText(findings, checked, changes, live));
    return findings.some(({ level }) => level === 'error') ? 1 : 0;
  },
};

const readOlder = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`--against ${file} could not be read: ${inWords(error)}.`);
  }
};

/** A project that cannot be loaded is a finding like others; that there is none at all is bad input. */
const loaded = async (
  flags: Given['flags'],
  file: string,
): Promise<Project | { readonly findings: readonly Finding[] }> => {
  const project = loadGiven(flags);
  if (givenConfig(flags) === undefined) return project;
  return project.catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    const { message, forReports } = error;
    const fix = forReports === message ? {} : { fix: '"breakwater config" tells what it says.' };
    return { findings: [{ level: 'error' as const, file, ...placeIn(forReports), message: forReports, ...fix }] };
  });
};

/** `src/things/source.ts could not be loaded: ... (line 3).` */
const placeIn = (message: string): Partial<Finding> => {
  const [, other, line] = / \((?:(\S+), )?line (\d+)\)\.$/.exec(message) ?? [];
  const file = other ?? /^(\S+\.\w+) (?:could not be|exports no)/.exec(message)?.[1];
  return { ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line: Number(line) }) };
};

const asJson = (findings: readonly Finding[], changes: Changes | undefined, live: RanLive | undefined): string => {
  const count = (level: Finding['level']) => findings.filter((each) => each.level === level).length;
  const safe = changes === undefined ? {} : { safeChanges: changes.safe };
  const told = live ? { live: live.sources, recorded: live.recorded } : {};
  return `${JSON.stringify({ errors: count('error'), warnings: count('warning'), ...safe, findings, ...told }, null, 2)}\n`;
};

const asText = (
  findings: readonly Finding[],
  { sources, operations }: CheckedProject,
  changes: Changes | undefined,
  live: RanLive | undefined,
): string => {
  const answers = live ? `${liveText(live.sources)}${recordedText(live.recorded)}\n` : '';
  const safe = changes === undefined ? '' : ` Changes that break nobody: ${changes.safe}.`;
  const seen = `${sources} ${sources === 1 ? 'source' : 'sources'}, ${operations} ${operations === 1 ? 'operation' : 'operations'}`;
  if (findings.length === 0) return `${answers}Nothing is wrong with ${seen}.${safe}\n`;
  return `${answers}${report(findings)}\n${countedFindings(findings)}.${safe}\n`;
};
