import { UserError } from '../../config/user-error.ts';
import { catalogue } from '../../faults/catalogue/index.ts';
import { createGateway } from '../../gateway/create-gateway.ts';
import { silentLog } from '../../gateway/log.ts';
import { isSubject, subjectsOf, type Untried } from '../../kit/kit-subject.ts';
import { readContract } from '../../kit/read-contract.ts';
import { NO_ENTRY } from '../../kit/rehearse-all.ts';
import { runTrials } from '../../kit/run-trials.ts';
import { trialsOf } from '../../kit/trials.ts';
import { suggest } from '../../schema/index.ts';
import { type Given, listOf } from '../arguments.ts';
import type { Command } from '../command.ts';
import { graphFlags, loadGiven } from '../graph-flags.ts';
import { FEW, summary, teller, told } from '../kit-report.ts';

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
    const untried = all.filter((each): each is Untried => !isSubject(each));
    const start = performance.now();
    const reports = await runTrials(trials, json ? {} : { onReport: teller(trials, given.flags['verbose'] === true) });
    const end = summary({ trials, reports, notRun, untried }, performance.now() - start);
    const never = untried.map((each) => ({ ...each, id: NO_ENTRY, says: 'every failure' }));
    const text = json
      ? JSON.stringify({ ...end, cases: reports, notRun: [...never, ...notRun] }, null, 1)
      : told(end, notRun, untried);
    process.stdout.write(`${text}\n`);
    return end.misses > 0 || end.untried > 0 ? 1 : 0;
  },
};

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
