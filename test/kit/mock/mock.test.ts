import { resolve } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { atlas, packageFolder } from '../../../src/config/atlas.ts';
import { loadConfig, loadProject, type Project } from '../../../src/config/load-config.ts';
import { type Simulation, simulate } from '../../../src/config/simulate.ts';
import { type Api, DataSource } from '../../../src/datasources/base/index.ts';
import { createGateway, type Gateway } from '../../../src/gateway/create-gateway.ts';
import { silentLog } from '../../../src/gateway/log.ts';
import type { GatewayOptions } from '../../../src/gateway/options.ts';
import { mockProject } from '../../../src/kit/mock/mock-project.ts';
import { looseSource } from '../../schema/loose-source.ts';

const open: { gateway: Gateway; simulation: Simulation }[] = [];
afterEach(async () => {
  for (const { gateway, simulation } of open.splice(0)) {
    await gateway.stop();
    await simulation.stop();
  }
});

/** A gateway over a project some of whose APIs are made up. */
const mocked = async (
  project: Project,
  { names = [], live = false }: { readonly names?: readonly string[]; readonly live?: boolean } = {},
) => {
  const told: string[] = [];
  const { mocked: its, ...made } = mockProject(project, names, (line) => void told.push(line));
  const simulation = await simulate(made, { live, without: [], mocked: its });
  const gateway = createGateway({ ...simulation.options, log: silentLog });
  open.push({ gateway, simulation });
  const ask = (query: string, variables = {}) => gateway.execute({ query, variables });
  return { ask, told, served: simulation.served, wire: simulation.wire };
};
const projectOf = (options: Pick<GatewayOptions, 'sources' | 'typeDefs'> & Partial<GatewayOptions>): Project => ({
  options: { environment: {}, ...options },
  simulators: [],
});
const example = (name: string): Promise<Project> => loadConfig(resolve('examples', name, 'breakwater.config.ts'));

describe('when it cannot', () => {
  test('a name that is no source is told with those that there are', async () => {
    const project = await loadProject(atlas, packageFolder);
    expect(() => mockProject(project, ['ebc'], () => {})).toThrow(
      /^--mock: there is no source "ebc"\. Did you mean "ecb"\?/,
    );
  });

  test('an operation whose answer cannot be made up fails alone, and is told once', async () => {
    const odd = looseSource(
      'odd',
      ({ get }) => ({ fine: get('Fine', () => 'fine'), torn: get('Torn', () => 'torn') }),
      { faults: [{ at: 'id' }] },
    );
    const typeDefs = `type Fine { name: String } type Torn { id: ID! }
      extend type Query { fine: Fine @load(from: "odd.fine") torn: Torn @load(from: "odd.torn") }`;
    const { ask, told } = await mocked(projectOf({ sources: [odd], typeDefs }));
    expect(await ask('{ fine { name } torn { id } }')).toMatchObject({
      data: { fine: { name: expect.any(String) }, torn: null },
      errors: [{ path: ['torn'], extensions: { code: 'UPSTREAM_REJECTED' } }],
    });
    await ask('{ torn { id } }');
    expect(told).toEqual([
      expect.stringMatching(/^No answer can be made up for odd\.torn: .*\. Give the operation a sample\.$/),
    ]);
  });

  test('what would stop it contradicts it', async () => {
    const { mocked: its, ...made } = mockProject(await loadProject(atlas, packageFolder), ['ecb'], () => {});
    await expect(simulate(made, { live: false, without: ['ecb'], mocked: its })).rejects.toThrow(
      '--without ecb stops what --mock ecb starts: leave out one of them.',
    );
  });
});

describe('answers', () => {
  test('of a whole atlas have the ids that were asked for, and join', async () => {
    const { ask, told } = await mocked(await loadProject(atlas, packageFolder));
    const query = `{ jp: country(code: "JP") { code name capital { name weather { temperatureC } earthquakes(limit: 3) { magnitude } }
      indicators(ids: ["X.Y"]) { year value } } fr: country(code: "FR") { code name } }`;
    const answer = await ask(query);
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toMatchObject({
      jp: { code: 'JP', capital: { weather: { temperatureC: expect.any(Number) }, earthquakes: expect.any(Array) } },
      fr: { code: 'FR' },
    });
    expect(
      (answer.data as { jp: { capital: { earthquakes: unknown[] } } }).jp.capital.earthquakes.length,
    ).toBeGreaterThan(1);
    expect(told).toEqual([]);
    // Another process, as far as anything is known of it.
    const again = await mocked(await loadProject(atlas, packageFolder));
    expect(await again.ask(query)).toEqual(answer);
  });

  test('of an id are the same beside whatever other ids', async () => {
    const { ask } = await mocked(await example('oauth-crm'));
    const { data } = await ask(
      '{ contacts(first: 7) { totalCount nodes { id fullName company { id name } } pageInfo { hasNextPage } } }',
    );
    const { contacts } = data as { contacts: { nodes: { company: { id: string; name: string } | null }[] } };
    expect(contacts).toMatchObject({ totalCount: 7, pageInfo: { hasNextPage: false } });
    expect(contacts.nodes).toHaveLength(7);
    expect(contacts.nodes.every(({ company }) => company !== null)).toBe(true);
    const alone = await ask('{ contacts(first: 1) { nodes { company { id name } } } }');
    expect((alone.data as typeof data & { contacts: { nodes: unknown[] } }).contacts.nodes[0]).toEqual({
      company: contacts.nodes[0]?.company,
    });
  });

  test('of a write hold what was written', async () => {
    const { ask, wire } = await mocked(await example('oauth-crm'));
    const answer = await ask(
      'mutation { createContact(input: { fullName: "Ada", email: "ada@example.com" }) { id fullName email } }',
    );
    expect(answer).toEqual({
      data: { createContact: { id: expect.any(String), fullName: 'Ada', email: 'ada@example.com' } },
    });
    // No credential is needed, and none is asked for.
    expect(wire.get('crm')).toEqual(['POST /contacts']);
  });

  test.each(['posts-users', 'soap-stock', 'graphql-upstream'])('are made up for %s', async (name) => {
    const project = await example(name);
    const { ask, told } = await mocked(project);
    const { data, errors } = await ask(project.options.example ?? '');
    expect({ errors, told }).toEqual({ errors: undefined, told: [] });
    expect(JSON.stringify(data)).not.toMatch(/:null|\[\]/);
  });

  test('are those that were recorded, where an operation has a sample', async () => {
    const recorded = looseSource('recorded', ({ get }) => ({
      one: get('One', () => 'one', { sample: { body: '{"name":"as recorded"}' } }),
    }));
    const typeDefs = 'type One { name: String } extend type Query { one: One @load(from: "recorded.one") }';
    const { ask } = await mocked(projectOf({ sources: [recorded], typeDefs }));
    expect(await ask('{ one { name } }')).toEqual({ data: { one: { name: 'as recorded' } } });
  });

  test('come in pages, by any way that pages follow each other', async () => {
    const ways = [
      'link',
      'number',
      'offset',
      { cursor: 'next' },
      { header: 'x-next' },
      { url: 'next' },
      { last: 'id', more: 'more' },
    ];
    for (const next of ways) {
      class Paged extends DataSource {
        static readonly api = { name: 'paged', baseUrl: 'https://paged.example/v1/' } satisfies Api;
        all = this.pages(
          '[Item]' as never,
          (_, { number, offset, cursor }) => ({ path: 'items', query: { number, offset, cursor } }),
          { at: 'items', next: next as never },
        );
      }
      const typeDefs = 'type Item { id: ID! } extend type Query { all: [Item] @load(from: "paged.all") }';
      const { ask } = await mocked(projectOf({ sources: [Paged], typeDefs }));
      const { data, errors } = await ask('{ all { id } }');
      const ids = (data as { all: { id: string }[] | null } | null)?.all?.map(({ id }) => id) ?? [];
      expect({ next, errors, ids: ids.length, different: new Set(ids).size }).toEqual({
        next,
        errors: undefined,
        ids: 7,
        different: 7,
      });
    }
  });
});

describe('sources that are not named', () => {
  test('keep their simulators', async () => {
    const { served, ask } = await mocked(await loadProject(atlas, packageFolder), { names: ['ecb'] });
    expect([...served].filter(([, role]) => role !== 'simulated')).toEqual([['ecb', 'mocked']]);
    expect(await ask('{ country(code: "JP") { name } }')).toMatchObject({ data: { country: { name: 'Japan' } } });
  });

  test('are asked for real with --live, and those that are named never', async () => {
    const project = await loadProject(atlas, packageFolder);
    const environment = { BREAKWATER_ECB_BASE_URL: 'http://127.0.0.1:9/' };
    const { served } = await mocked(
      { ...project, options: { ...project.options, environment } },
      { names: ['ecb'], live: true },
    );
    expect([...served.values()].toSorted()).toEqual(['live', 'live', 'live', 'live', 'mocked']);
  });
});
