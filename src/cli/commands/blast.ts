import { blueprintOf } from '../../config/blueprint-of.ts';
import { UserError } from '../../config/user-error.ts';
import {
  type Blueprint,
  blastOf,
  blastOperation,
  blastText,
  mermaid,
  type OperationBlast,
  pictureOf,
  readOperations,
  suggest,
} from '../../schema/index.ts';
import { type Given, listOf } from '../arguments.ts';
import type { Command } from '../command.ts';
import { graphFlags, loadGiven } from '../graph-flags.ts';
import { operationFiles } from '../operation-files.ts';

/** `breakwater blast` */
export const blast: Command = {
  name: 'blast',
  says: 'tell what goes dark while a source is down; operations that do not fit the graph exit with 1',
  takes: 'SOURCE',
  flags: {
    operations: {
      type: 'string',
      multiple: true,
      value: 'PATH',
      says: 'judge the operations of these files, or of the .graphql and .gql files of these folders, too',
    },
    json: { type: 'boolean', says: 'as JSON' },
    mermaid: { type: 'boolean', says: 'as a Mermaid flowchart, what goes dark in red' },
    config: graphFlags.config,
    demo: graphFlags.demo,
  },
  example: 'breakwater blast ecb --operations src/operations',
  async run(given) {
    const blueprint = blueprintOf((await loadGiven(given.flags)).options);
    const down = sourceIn(given, blueprint);
    const found = blastOf(blueprint, down);
    const judged = judge(given, down, blueprint);
    const { fields, types } = found;
    if (given.flags['mermaid'] === true) {
      const dark = { source: down, fields: new Set(fields.map(({ field }) => field)), types: new Set(types) };
      process.stdout.write(mermaid(pictureOf(blueprint), dark));
    } else if (given.flags['json'] === true)
      process.stdout.write(`${JSON.stringify({ ...found, ...judged }, null, 2)}\n`);
    else process.stdout.write(blastText(found, judged?.operations));
    for (const problem of judged?.problems ?? []) process.stderr.write(`${problem}\n`);
    return judged && judged.problems.length > 0 ? 1 : 0;
  },
};

const sourceIn = ({ rest, flags }: Given, { sources }: Blueprint): string => {
  const names = [...sources.keys()];
  const [down, ...more] = rest;
  if (down === undefined || more.length > 0)
    throw new UserError(`blast takes one source, and got ${rest.length}. There are: ${names.join(', ')}.`);
  if (!names.includes(down)) throw new UserError(`There is no source "${down}". ${suggest(down, names)}`);
  if (flags['json'] === true && flags['mermaid'] === true)
    throw new UserError('--json and --mermaid are two forms of one answer: leave out one of them.');
  return down;
};

interface Judged {
  readonly operations: readonly OperationBlast[];
  readonly problems: readonly string[];
}

const judge = ({ flags }: Given, down: string, blueprint: Blueprint): Judged | undefined => {
  const paths = listOf(flags['operations']);
  if (paths.length === 0) return undefined;
  const { operations, problems } = readOperations(operationFiles(paths), blueprint.schema);
  return { operations: operations.map((each) => blastOperation(blueprint, down, each)), problems };
};
