import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readArguments } from '../../src/cli/arguments.ts';
import { query } from '../../src/cli/commands/query.ts';
import { headersOf } from '../../src/cli/headers-of.ts';
import { UserError } from '../../src/config/user-error.ts';
import { breakwater } from './run.ts';

const read = async (...args: readonly string[]) => headersOf((await readArguments(args, query.flags)).flags['header']);

describe('when it fails', () => {
  test.each(['x-user', ': ada', 'x user: ada', 'x-user: a\nb', 'hunter2'])(
    '%j is told in a sentence, without its value',
    async (given) => {
      await expect(read('--header', given)).rejects.toThrow(
        new UserError("--header must be a name, a colon and a value on one line: --header 'x-user: ada'."),
      );
    },
  );

  test('a flag that is not known is told, beside the short one', async () => {
    await expect(readArguments(['-H', 'a: b', '--hader', 'x'], query.flags)).rejects.toThrow(
      /--hader is no flag of this command/,
    );
  });
});

test('headers are given one by one, by the long flag or the short', async () => {
  expect(await read()).toEqual({});
  expect(await read('--header', 'X-User: ada', '-H', 'breakwater-drill:things=slow', '-H', 'x-at: 12:30')).toEqual({
    'x-user': 'ada',
    'breakwater-drill': 'things=slow',
    'x-at': '12:30',
  });
});

test('they reach the API where they are passed on, and the gateway where it reads them', async () => {
  const heard: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    heard.push(request.headers['x-user'] as string | undefined);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"1"}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-headers-'));
  const files = {
    'breakwater.config.js': "export default { sources: './source.js', forward: ['x-user'] };",
    'source.js': `import { DataSource, passThrough } from '${process.cwd()}/src/index.ts';
export class Things extends DataSource {
  static api = { name: 'things', baseUrl: 'http://127.0.0.1:${(server.address() as AddressInfo).port}/', auth: passThrough({ header: 'x-user' }) };
  thing = this.get('Thing', () => 'thing');
}`,
    'schema.graphql': 'type Thing { id: ID! } extend type Query { thing: Thing @load(from: "things.thing") }',
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  try {
    const args = ['query', '{ thing { id } }', '--header', 'x-user: ada', '-H', 'breakwater-explain: 1'];
    const { code, out } = await breakwater(args, { cwd: folder });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ data: { thing: { id: '1' } }, extensions: expect.anything() });
    expect(heard).toEqual(['ada']);
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
