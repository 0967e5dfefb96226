import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { atlas, packageFolder } from '../config/atlas.ts';
import { findConfig } from '../config/find-config.ts';
import { loadConfig, loadProject, type Project } from '../config/load-config.ts';
import { type Simulation, simulate } from '../config/simulate.ts';
import { UserError } from '../config/user-error.ts';
import { type Flags, type Given, listOf } from './arguments.ts';

/** Flags of every command that needs the graph. */
export const graphFlags = {
  config: { type: 'string', value: 'FILE', says: 'the configuration (default: the nearest breakwater.config.ts)' },
  demo: { type: 'boolean', says: 'the atlas that comes with breakwater, instead of a configuration' },
  live: { type: 'boolean', says: 'ask the real APIs, not their simulators' },
  without: {
    type: 'string',
    multiple: true,
    value: 'SOURCE',
    says: 'do not start the simulator of this source: see what is left when it is down',
  },
} satisfies Flags;

/** The project that the flags name, with its simulators running. @throws UserError */
export const openProject = async ({ flags }: Given): Promise<Simulation> => {
  const project = await loadGiven(flags);
  return simulate(project, { live: flags['live'] === true, without: listOf(flags['without']) });
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
  return loadConfig(file);
};
