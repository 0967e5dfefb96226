import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const run = promisify(execFile);
const node = (folder: string, script: string, args: readonly string[]) =>
  // Where this says "test", the generator says nothing.
  run(process.execPath, [resolve(script), ...args], { cwd: folder, env: { ...process.env, NODE_ENV: '' } }).then(
    ({ stdout }) => ({ code: 0, out: stdout, told: '' }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      out: stdout,
      told: stderr,
    }),
  );

const config = `schema: [{ breakwater.config.ts: { loader: breakwater/schema } }]
emitLegacyCommonJSImports: false
generates:
  records.ts:
    plugins: [breakwater/codegen]
  resolvers.ts:
    plugins: [typescript, typescript-resolvers]
    config: { useTypeImports: true, enumsAsTypes: true, importExtension: .ts, contextType: breakwater#GraphContext, defaultMapper: './records.ts#RecordFor<{T}>' }
`;
const graph = `import { defineConfig } from 'breakwater';
export default defineConfig({ sources: './source.ts', resolvers: './own.ts' });
`;
/** Needs what is not made yet. */
const own = `import type { Resolvers } from './resolvers.ts';
export const resolvers: Resolvers = { User: { bio: ({ name }) => name } };
`;
const sdl = `
type User { id: ID! name: String! bio: String @wire(detail: true) }
type Query {
  user(id: ID!): User @load(from: "blog.user")
  users(first: Int, after: String): UserConnection @load(from: "blog.users")
}
`;
const CODEGEN = 'node_modules/@graphql-codegen/cli/esm/bin.js';
const tsconfig = {
  compilerOptions: {
    target: 'es2024',
    module: 'nodenext',
    strict: true,
    noEmit: true,
    declaration: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    types: [],
  },
};
const source = (type: string) => `import { type Api, DataSource } from 'breakwater';
export class Blog extends DataSource {
  static readonly api = { name: 'blog', baseUrl: 'https://blog.example/' } satisfies Api;
  user = this.batch('${type}', { key: 'id', fetch: (ids) => ({ path: 'users', query: { id: ids } }), transform: (users) => users.filter(({ name }) => name !== '') });
  users = this.pages('[${type}]', (_, page) => ({ path: 'users', query: { page: page.number } }), { next: 'number', total: 'count', at: 'users' });
}
`;

describe('types in a project that has breakwater installed', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'breakwater-codegen-'));
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(resolve('.'), join(folder, 'node_modules/breakwater'));
    for (const name of ['@graphql-codegen', 'graphql'])
      symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name));
    writeFileSync(join(folder, 'codegen.yml'), config);
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
    writeFileSync(join(folder, 'schema.graphql'), sdl);
    writeFileSync(join(folder, 'breakwater.config.ts'), graph);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('a source compiles before codegen has run, whatever it names', async () => {
    writeFileSync(join(folder, 'source.ts'), source('Usr'));
    expect(await node(folder, 'node_modules/typescript/bin/tsc', [])).toMatchObject({ code: 0, out: '' });
  });

  test('after codegen a misspelt type is an error, and a right one is not', async () => {
    expect(await node(folder, CODEGEN, ['--config', 'codegen.yml'])).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'records.ts'), 'utf8')).toContain(
      'export interface User {\n  readonly bio?: string | null;\n  readonly id: string;\n  readonly name: string;\n}',
    );
    expect(await node(folder, 'node_modules/typescript/bin/tsc', [])).toMatchObject({
      code: expect.any(Number),
      out: expect.stringContaining(`"Usr"' is not assignable to`),
    });
    writeFileSync(join(folder, 'source.ts'), source('User'));
    expect(await node(folder, 'node_modules/typescript/bin/tsc', [])).toMatchObject({ code: 0, out: '' });
  });

  test('connections that are made have types too, and resolvers are checked with them', async () => {
    const resolvers = readFileSync(join(folder, 'resolvers.ts'), 'utf8');
    expect(resolvers).toContain('export type UserConnection = {');
    expect(resolvers).toContain("totalCount?: Maybe<Scalars['Int']['output']>;");
    writeFileSync(join(folder, 'own.ts'), own);
    expect(await node(folder, 'node_modules/typescript/bin/tsc', [])).toMatchObject({ code: 0, out: '' });
  });

  test('what is wrong with the SDL is said with its place, and without a stack', async () => {
    writeFileSync(join(folder, 'schema.graphql'), 'type User {');
    const { code, out, told } = await node(folder, CODEGEN, ['--config', 'codegen.yml']);
    expect([code, out + told]).toEqual([
      1,
      expect.stringMatching(/schema\.graphql:1:12\s+Syntax Error: Expected Name/),
    ]);
    expect(out + told).not.toMatch(/\n\s+at /);
  });
});
