import { blueprintOf } from '../../config/blueprint-of.ts';
import { UserError } from '../../config/user-error.ts';
import { explain as explainQuestion, explainText, readQuestion } from '../../schema/index.ts';
import type { Command } from '../command.ts';
import { graphFlags, loadGiven } from '../graph-flags.ts';
import { questionFlags, questionOf } from '../question.ts';

/** `breakwater explain` */
export const explain: Command = {
  name: 'explain',
  says: 'tell which calls an operation will make, in which waves and batches, and how many at worst; nothing is asked',
  takes: 'QUERY',
  flags: {
    ...questionFlags,
    json: { type: 'boolean', says: 'as JSON' },
    config: graphFlags.config,
    demo: graphFlags.demo,
  },
  example: `breakwater explain '{ country(code: "JP") { currencies { rate { value } } } }'`,
  async run(given) {
    const { query, variables, operationName } = questionOf('explain', given);
    const blueprint = blueprintOf((await loadGiven(given.flags)).options);
    const read = readQuestion(blueprint.schema, query);
    const its = 'problems' in read ? read : explainQuestion(blueprint, { ...read, variables, operationName });
    if ('problems' in its) throw new UserError(its.problems.join('\n'));
    process.stdout.write(given.flags['json'] === true ? `${JSON.stringify(its, null, 2)}\n` : explainText(its));
    return 0;
  },
};
