import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createGateway } from 'breakwater';
import { type HostedSimulator, hostSimulator } from '../../../src/simulators/host.ts';
import { misbehave } from '../../../test/support/misbehaving-server.ts';
import { Blog } from '../source.ts';
import { simulator } from './simulator.ts';

const textOf = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const authors = ['Ada', 'Grace', 'Radia', 'Ada', 'Grace', 'Radia', 'Ada', 'Grace', 'Radia', 'Ada'];
const postsBy = (userOf: (name: string) => { name: string } | null) =>
  authors.map((name, index) => ({ id: `${index + 1}`, title: `Post ${index + 1}`, user: userOf(name) }));

const askAll = async (baseUrl: string) => {
  const gateway = createGateway({
    sources: [Blog],
    typeDefs: textOf('schema.graphql'),
    baseUrls: { blog: baseUrl },
    log: quiet,
  });
  try {
    return await gateway.execute({
      query: '{ posts { id title user { name } } }',
      headers: { 'x-request-id': 'r1' },
    });
  } finally {
    await gateway.stop();
  }
};

let host: HostedSimulator;
beforeAll(async () => {
  host = await hostSimulator(simulator);
});
afterAll(() => host.stop());

describe('when it fails', () => {
  it('keeps the posts when their users cannot be reached', async () => {
    const { body } = await simulator.answer({
      method: 'GET',
      path: 'posts',
      query: new URLSearchParams(),
      headers: {},
      body: '',
    });
    const half = await misbehave((socket, request) => {
      if (request.startsWith('GET /users')) socket.destroy();
      else socket.end(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n${String(body)}`);
    });
    const { data, errors = [] } = await askAll(half.url);
    await half.close();

    expect(data).toEqual({ posts: postsBy(() => null) });
    expect(errors.map(({ path }) => path?.join('.'))).toEqual(authors.map((_, index) => `posts.${index}.user`));
    for (const { extensions } of errors)
      expect(extensions).toEqual({
        code: 'UPSTREAM_UNREACHABLE',
        source: 'blog',
        retryable: true,
        sent: 'maybe',
        requestId: 'r1',
      });
  });
});

it('answers ten posts and their users with two calls', async () => {
  const before = host.wire.length;
  expect(await askAll(host.baseUrl)).toEqual({ data: { posts: postsBy((name) => ({ name })) } });
  expect(host.wire.slice(before)).toEqual(['GET /posts', 'GET /users?id=1&id=2&id=3']);
});

it('is at most 20 lines long', () => {
  const lines = ['schema.graphql', 'source.ts']
    .flatMap((file) => textOf(file).split('\n'))
    .filter((line) => line.trim() !== '');
  process.stdout.write(`posts-users: ${lines.length} non-blank lines of SDL and source\n`);
  expect(lines.length).toBeLessThanOrEqual(20);
});
