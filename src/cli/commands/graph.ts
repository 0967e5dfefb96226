import { blueprintOf } from '../../config/blueprint-of.ts';
import { mermaid, pictureOf } from '../../schema/index.ts';
import type { Command } from '../command.ts';
import { graphFlags, loadGiven } from '../graph-flags.ts';

/** `breakwater graph` */
export const graph: Command = {
  name: 'graph',
  says: 'draw the sources, their types and the joins between them, as a Mermaid flowchart',
  flags: {
    json: { type: 'boolean', says: 'as JSON' },
    config: graphFlags.config,
    demo: graphFlags.demo,
  },
  example: 'breakwater graph > graph.mmd',
  async run({ flags }) {
    const picture = pictureOf(blueprintOf((await loadGiven(flags)).options));
    process.stdout.write(flags['json'] === true ? `${JSON.stringify(picture, null, 2)}\n` : mermaid(picture));
    return 0;
  },
};
