import { readFileSync } from 'node:fs';
import { startStandaloneServer } from '@apollo/server/standalone';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createGateway } from 'breakwater';
import { Hub } from '../source.ts';
import { hub } from './hub.ts';

const textOf = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const server = hub();
let url: string;
beforeAll(async () => {
  ({ url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } }));
});
afterAll(() => server.stop());

const ask = async (name: string) => {
  const gateway = createGateway({
    sources: [Hub],
    typeDefs: textOf('schema.graphql'),
    baseUrls: { hub: url },
    log: quiet,
  });
  try {
    const { data, errors = [] } = await gateway.execute({
      query: `{ repo(owner: "ada", name: "${name}") { name stars owner issues } }`,
    });
    return {
      data: JSON.parse(JSON.stringify(data)) as unknown,
      errors: errors.map(({ path, extensions }) => `${path?.join('.')} ${String(extensions?.['code'])}`),
      text: JSON.stringify(errors),
    };
  } finally {
    await gateway.stop();
  }
};

describe('when it fails', () => {
  it('keeps what came, with each error in the place that it is about', async () => {
    const { data, errors, text } = await ask('partial');
    const issues = ['It works', null, null];
    expect(data).toEqual({ repo: { name: 'partial', stars: 42, owner: 'ada', issues } });
    expect(errors).toEqual(['repo.issues.1 UPSTREAM_FORBIDDEN', 'repo.issues.2 UPSTREAM_ERROR']);
    expect(text).not.toContain('words for people');
  });

  it.each([
    ['private', 'UPSTREAM_FORBIDDEN'],
    ['limited', 'UPSTREAM_RATE_LIMITED'],
  ])('says why there is nothing: %s', async (name, code) => {
    expect(await ask(name)).toMatchObject({ data: { repo: null }, errors: [`repo ${code}`] });
  });
});

it('has no error where the API has none: null is null', async () => {
  expect(await ask('none')).toMatchObject({ data: { repo: null }, errors: [] });
});

it('asks for what the SDL says, in one query', async () => {
  const issues = ['It works'];
  expect(await ask('engine')).toMatchObject({
    data: { repo: { name: 'engine', stars: 42, owner: 'ada', issues } },
    errors: [],
  });
});

it('is at most 15 lines long', () => {
  const lines = ['schema.graphql', 'source.ts']
    .flatMap((file) => textOf(file).split('\n'))
    .filter((line) => line.trim() !== '');
  process.stdout.write(`graphql-upstream: ${lines.length} non-blank lines of SDL and source\n`);
  expect(lines.length).toBeLessThanOrEqual(15);
});
