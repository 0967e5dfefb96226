import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const run = promisify(execFile);
const node = (folder: string, script: string, args: readonly string[]) =>
  run(process.execPath, [resolve(script), ...args], { cwd: folder }).then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    ({ code, stdout }: { code: number; stdout: string }) => ({ code, out: stdout }),
  );

const config = `schema: [node_modules/breakwater/dist/schema/contract/contract.graphql, schema.graphql]
emitLegacyCommonJSImports: false
generates:
  records.ts:
    plugins: [breakwater/codegen]
`;
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
}
`;

describe('types in a project that has breakwater installed', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'breakwater-codegen-'));
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(resolve('.'), join(folder, 'node_modules/breakwater'));
    writeFileSync(join(folder, 'codegen.yml'), config);
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
    writeFileSync(
      join(folder, 'schema.graphql'),
      'type User { id: ID! name: String! bio: String @wire(detail: true) } type Query { user(id: ID!): User @load(from: "blog.user") }',
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('a source compiles before codegen has run, whatever it names', async () => {
    writeFileSync(join(folder, 'source.ts'), source('Usr'));
    expect(await node(folder, 'node_modules/typescript/bin/tsc', [])).toEqual({ code: 0, out: '' });
  });

  test('after codegen a misspelt type is an error, and a right one is not', async () => {
    expect(
      await node(folder, 'node_modules/@graphql-codegen/cli/esm/bin.js', ['--config', 'codegen.yml']),
    ).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'records.ts'), 'utf8')).toContain(
      'export interface User {\n  readonly bio?: string | null;\n  readonly id: string;\n  readonly name: string;\n}',
    );
    expect(await node(folder, 'node_modules/typescript/bin/tsc', [])).toMatchObject({
      code: expect.any(Number),
      out: expect.stringContaining(`"Usr"' is not assignable to`),
    });
    writeFileSync(join(folder, 'source.ts'), source('User'));
    expect(await node(folder, 'node_modules/typescript/bin/tsc', [])).toEqual({ code: 0, out: '' });
  });
});
