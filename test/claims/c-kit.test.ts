import { globSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/load-config.ts';
import type { SourceClass } from '../../src/datasources/base/index.ts';
import { catalogue } from '../../src/faults/catalogue/index.ts';
import { isSubject, subjectsOf } from '../../src/kit/kit-subject.ts';
import { readContract } from '../../src/kit/read-contract.ts';
import { trialsOf } from '../../src/kit/trials.ts';
import { Billing, billingSdl } from '../kit/billing.ts';
import { pagedSdl, pagedSources } from '../kit/paged.ts';
import { Stocks, stocksSdl } from '../kit/stocks.ts';

const ids = catalogue.map(({ id }) => id);

interface Applying {
  readonly ids: ReadonlySet<string>;
  /** Operations that the kit cannot try. */
  readonly untried: readonly string[];
}

/** Which entries of the catalogue have a case that applies to these sources. Nothing is run: `npm run test:long` and `breakwater kit` do that. */
const applying = (
  sources: readonly SourceClass[],
  ...graph: [Parameters<typeof readContract>[1], Parameters<typeof readContract>[2]?]
): Applying => {
  const contract = readContract(sources, ...graph);
  const all = sources.flatMap((Source) => subjectsOf(Source, contract));
  const { trials } = trialsOf(catalogue, all.filter(isSubject));
  return {
    ids: new Set(trials.map(({ entry }) => entry.id)),
    untried: all.flatMap((each) => (isSubject(each) ? [] : [`${each.source}.${each.operation}`])),
  };
};

const ofProject = async (config: string): Promise<Applying> => {
  const { sources, typeDefs, resolvers } = (await loadConfig(resolve(config))).options;
  return applying(sources, typeDefs, resolvers);
};

const missing = (all: readonly Applying[]) => ids.filter((id) => !all.some((each) => each.ids.has(id)));

/** By itself: its simulator is none of the kit's business. */
const ofExample = async (folder: string): Promise<Applying> => {
  const members = Object.values((await import(resolve(folder, 'source.ts'))) as object);
  const sources = members.filter((each): each is SourceClass => typeof each === 'function' && 'api' in each);
  expect(sources).toHaveLength(1);
  return applying(sources, readFileSync(resolve(folder, 'schema.graphql'), 'utf8'));
};

describe('the catalogue', () => {
  const examples = globSync('examples/*/demo/kit.test.ts').map((file) => dirname(dirname(file)));
  const fixtures = () => [
    applying([Billing], billingSdl),
    applying([Stocks], stocksSdl),
    ...pagedSources.map((Source) => applying([Source], pagedSdl(Source.api.name))),
  ];

  test('has 132 entries', () => {
    expect(new Set(ids).size).toBe(132);
    expect(ids).toHaveLength(132);
  });

  test('has none that applies nowhere: to the atlas, the examples that run the kit, and the sources of its own tests', async () => {
    expect(examples.length).toBeGreaterThanOrEqual(4);
    const all = [
      await ofProject('breakwater.config.ts'),
      ...(await Promise.all(examples.map(ofExample))),
      ...fixtures(),
    ];
    expect(missing(all)).toEqual([]);
    expect(all.flatMap(({ untried }) => untried)).toEqual([]);
  });

  test('tries every operation of the atlas', async () => {
    const atlas = await ofProject('breakwater.config.ts');
    expect(atlas.untried).toEqual([]);
    process.stdout.write(`of the catalogue, the atlas alone has no case of: ${missing([atlas]).join(' ')}\n`);
    expect(atlas.ids.size).toBeGreaterThan(110);
  });
});
