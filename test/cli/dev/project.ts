import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A project in a folder of its own, that a test may edit. */
export interface Project {
  readonly root: string;
  readonly write: (file: string, text: string) => void;
  readonly remove: (file: string) => void;
}

const sourceOf = (name: string, path: string) => `import { DataSource } from '${process.cwd()}/src/index.ts';
import { where } from './where.ts';
export class S extends DataSource {
  static readonly api = { name: '${name}', baseUrl: 'http://127.0.0.1:9/v1/' };
  thing = this.get('${path}', () => where as string);
}
`;

/** A source `name` with one operation and its own type, in two modules. */
export const sourceFiles = (name: string, type: string): Readonly<Record<string, string>> => ({
  [`src/${name}/source.ts`]: sourceOf(name, type),
  [`src/${name}/where.ts`]: "export const where: string = 'thing';\n",
  [`src/${name}/schema.graphql`]: `type ${type} { word: String }\nextend type Query { ${name}: ${type} @load(from: "${name}.thing") }\n`,
});

/** Answers with the path that is asked for, after as long as it says. */
export const simulatorOf = (
  name: string,
): string => `const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));
export const simulator = {
  name: '${name}',
  basePath: '/v1/',
  async answer({ path }: { path: string }) {
    if (path.startsWith('slow')) await wait(800);
    return { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ word: path }) };
  },
};
`;

/** A project of one source, with its simulator. */
export const makeProject = (more: Readonly<Record<string, string>> = {}): Project => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'breakwater-dev-')));
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const files = {
    'package.json': '{ "type": "module" }',
    'breakwater.config.ts': "export default { sources: './src/*/source.ts', simulators: './simulators/*.ts' };\n",
    'simulators/first.ts': simulatorOf('first'),
    ...sourceFiles('first', 'First'),
    ...more,
  };
  for (const [file, text] of Object.entries(files)) write(file, text);
  return { root, write, remove: (file) => rmSync(join(root, file), { recursive: true, force: true }) };
};
