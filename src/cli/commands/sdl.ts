import { checkProject } from '../../check/check-project.ts';
import { countedFindings, report } from '../../check/report.ts';
import { UserError } from '../../config/user-error.ts';
import type { Command } from '../command.ts';
import { graphFlags, loadGiven } from '../graph-flags.ts';

/** `breakwater sdl` */
export const sdl: Command = {
  name: 'sdl',
  says: 'print the graph as clients see it, as SDL',
  flags: { config: graphFlags.config, demo: graphFlags.demo },
  example: 'breakwater sdl > released.graphql',
  async run({ flags }) {
    const { sdl: text, findings } = checkProject(await loadGiven(flags), { file: 'the configuration' });
    if (text === undefined) {
      const errors = findings.filter(({ level }) => level === 'error');
      throw new UserError(`${report(errors)}\nThere is no graph to print: ${countedFindings(errors)}.`);
    }
    process.stdout.write(`${text}\n`);
    return 0;
  },
};
