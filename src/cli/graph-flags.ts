import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { atlas, packageFolder } from '../config/atlas.ts';
import { findConfig } from '../config/find-config.ts';
import { loadConfig, loadProject, type Project, shownAs } from '../config/load-config.ts';
import { type Simulation, simulate } from '../config/simulate.ts';
import { UserError } from '../config/user-error.ts';
import { type Flags, type Given, listOf } from './arguments.ts';

/** Flags of every command that needs the graph. */
export const graphFlags = {
  config: { type: 'string', value: 'FILE', says: 'the configuration (default: the nearest breakwater.config.ts)' },
  demo: { type: 'boolean', says: 'the atlas that comes with breakwater, instead of a configuration' },
  live: { type: 'boolean', says: 'ask the real APIs, not their simulators; production always does' },
  without: {
    type: 'string',
    multiple: true,
    value: 'SOURCE',
    says: 'do not start the simulator of this source: see what is left when it is down',
  },
  mock: {
    type: 'boolean',
    says: 'answer for APIs with recorded answers, or with some made up from the contract, instead of asking them',
  },
} satisfies Flags;

/** The project that the flags name, with its simulators running. @param mock with `--mock`: these sources; none: all of them @throws UserError */
export const openProject = async ({ flags }: Given, mock: readonly string[] = []): Promise<Simulation> => {
  const project = await loadGiven(flags);
  const production = isProduction(flags, project);
  const options = { live: flags['live'] === true || production, without: listOf(flags['without']) };
  if (flags['mock'] !== true) return simulate(project, options);
  if (production)
    throw new UserError('--mock answers with made-up data, and production must not: leave out one of them.');
  const { mockProject } = await import('../kit/mock/mock-project.ts');
  const { withRecordedAnswers } = await import('../kit/mock/recorded-answers.ts');
  const config = givenConfig(flags);
  const played = config === undefined ? project : withRecordedAnswers(project, dirname(resolve(config)));
  const { mocked, ...its } = mockProject(played, mock, (line) => void process.stderr.write(`breakwater: ${line}\n`));
  return simulate(its, { ...options, mocked });
};

/** Whether the graph is for others than its developers: then no simulator stands in for an API. */
export const isProduction = (flags: Given['flags'], { options: { production } }: Pick<Project, 'options'>): boolean =>
  flags['production'] === true || (production ?? process.env['NODE_ENV'] === 'production');

/** The sources that are named after `--mock`. @throws UserError for words that mean nothing */
export const mockedIn = (command: string, { flags, rest }: Given): readonly string[] => {
  if (rest.length > 0 && flags['mock'] !== true)
    throw new UserError(
      `${command} takes no words but the names of sources after --mock, and got "${rest.join(' ')}".`,
    );
  return rest.flatMap((word) => word.split(',')).filter((name) => name !== '');
};

/** The file of the configuration that the flags name; undefined where there is none, or it is the atlas. */
export const givenConfig = (flags: Given['flags']): string | undefined => {
  if (flags['demo'] === true) return undefined;
  const file = typeof flags['config'] === 'string' ? resolve(flags['config']) : findConfig(process.cwd());
  return file !== undefined && existsSync(file) ? shownAs(file) : undefined;
};

/** The project that the flags name. @throws UserError */
export const loadGiven = (flags: Given['flags']): Promise<Project> => {
  if (flags['demo'] === true) return loadProject(atlas, packageFolder);
  const file = typeof flags['config'] === 'string' ? resolve(flags['config']) : findConfig(process.cwd());
  if (file === undefined) {
    throw new UserError(
      'There is no breakwater.config.ts here, nor in a folder above. Begin with "breakwater init my-graph", or look around with "breakwater start --demo".',
    );
  }
  if (!existsSync(file)) throw new UserError(`--config ${String(flags['config'])}: there is no such file.`);
  return loadConfig(file, flags['production'] === true ? true : undefined);
};
