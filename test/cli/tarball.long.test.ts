import type { ChildProcess } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { endGroup, mustRun, spawnFresh } from './fresh-machine.ts';
import { ended, servedAt } from './run.ts';

/** Outside the repository, so that nothing is found in it by chance. */
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'breakwater-tarball-')));
const project = join(folder, 'my-graph');
const started: ChildProcess[] = [];
let tarball = '';
let files: readonly string[] = [];

/** What a person adds by hand: an API that answers in XML, its simulator, and a field that joins it to the starter's books. */
const shop = {
  'src/datasources/shop/schema.graphql': `type Stock {
  bookId: ID! @wire(path: "@book")
  copies: Int! @wire(path: "@count")
}
`,
  'src/datasources/shop/source.ts': `import { type Api, DataSource, joined } from 'breakwater';

export class Shop extends DataSource {
  static readonly api = { name: 'shop', baseUrl: 'https://shop.example/', format: 'xml' } satisfies Api;

  stock = this.batch('Stock', {
    key: 'bookId',
    at: 'stock.item',
    fetch: (ids) => ({ path: 'stock', query: { books: joined(ids, ',') } }),
  });
}
`,
  'src/simulators/shop.ts': `import type { Simulator } from 'breakwater';

export const simulator: Simulator = {
  name: 'shop',
  basePath: '/',
  answer: ({ query }) => ({
    headers: { 'content-type': 'application/xml' },
    body: \`<stock>\${query.get('books')?.includes('11') ? '<item book="11" count="3"/>' : ''}</stock>\`,
  }),
};
`,
  'src/schema/joins.graphql': 'extend type Book { stock: Stock @load(from: "shop.stock", by: "id") }\n',
};

const query = '{ books { title author { name } stock { copies } } }';
const answer = {
  data: {
    books: [
      { title: 'Frankenstein', author: { name: 'Mary Shelley' }, stock: { copies: 3 } },
      { title: 'The Last Man', author: { name: 'Mary Shelley' }, stock: null },
      { title: 'Twenty Thousand Leagues Under the Seas', author: { name: 'Jules Verne' }, stock: null },
    ],
  },
};

beforeAll(async () => {
  // `npm test` has just built dist/; to build it again would move it away from under the tests beside this one.
  const packed = JSON.parse(
    await mustRun(resolve('.'), 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', folder),
  );
  const [listed] = Object.values<{ filename: string; files: readonly { path: string }[] }>(packed);
  if (!listed) throw new Error('npm pack listed nothing');
  tarball = join(folder, listed.filename);
  files = listed.files.map(({ path }) => path);
}, 60_000);

afterAll(async () => {
  started.forEach(endGroup);
  const cache = (await mustRun(folder, 'npm', 'config', 'get', 'cache')).trim();
  // npm keeps what `npm exec` installs for ever.
  for (const kept of globSync(join(cache, '_npx/*/package.json'))) {
    if (readFileSync(kept, 'utf8').includes(folder)) rmSync(dirname(kept), { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

describe('the tarball', () => {
  test('holds what it takes to run, and nothing else', () => {
    const entries = new Set(files.map((file) => file.replace(/\/.*/, '/')));
    expect([...entries].toSorted()).toEqual(
      ['CHANGELOG.md', 'LICENSE', 'README.md', 'bin/', 'dist/', 'docs/', 'package.json', 'templates/'].toSorted(),
    );
    const built = files.filter((file) => file.startsWith('dist/'));
    expect(built.filter((file) => !/\.(js|d\.ts|graphql|json|md|pem)$/.test(file))).toEqual([]);
    expect(
      files.filter(
        (file) =>
          !/^(templates|docs)\//.test(file) && /\btests?\b|fixture|example/i.test(file.replace('kit-test-text', '')),
      ),
    ).toEqual([]);
    const readAtRunTime = globSync(['**/*.graphql', 'simulators/data/*'], { cwd: 'src' });
    expect(built).toEqual(expect.arrayContaining(readAtRunTime.map((file) => `dist/${file}`)));
  });

  test('is one that publint finds nothing wrong with', async () => {
    const said = await mustRun(folder, resolve('node_modules/.bin/publint'), 'run', tarball, '--strict');
    expect(said).toContain('All good!');
  });

  test('becomes a project with a second source, in an empty folder', async () => {
    await mustRun(folder, 'npm', 'exec', '--yes', `--package=${tarball}`, '--', 'breakwater', 'init', 'my-graph');
    const { dependencies } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
    expect(dependencies).toEqual({ breakwater: `file:${tarball}` });

    await mustRun(project, 'npm', 'install');
    expect(readFileSync(join(project, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": "http/);
    if (process.platform === 'linux') {
      const pinned = readFileSync('tools/node/package.json', 'utf8');
      const version = await mustRun(project, 'npm', 'exec', '--', 'node', '-p', 'process.versions.node');
      expect(version.trim()).toBe(JSON.parse(pinned).version);
    }

    for (const [file, text] of Object.entries(shop)) {
      mkdirSync(dirname(join(project, file)), { recursive: true });
      writeFileSync(join(project, file), text);
    }
    await mustRun(project, 'npm', 'run', 'types');
    expect(JSON.parse(await mustRun(project, 'npm', 'run', '--silent', 'query', '--', query))).toEqual(answer);
    // The kit runs from the package too, with the certificates that it needs.
    const kit = await mustRun(project, 'npm', 'exec', '--', 'breakwater', 'kit', '--only', 'C1,T1,S11,B1');
    expect(kit).toMatch(/cases of 4 failures in .* no misses/);

    const server = spawnFresh(project, ['npm', 'start', '--', '--port', '0']);
    started.push(server);
    const end = ended(server);
    const url = await servedAt(server);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    expect(await response.json()).toEqual(answer);
    server.kill('SIGTERM');
    expect((await end).code).toBe(0);
    // Nobody is left behind npm, holding the port.
    await expect(fetch(url)).rejects.toThrow();
  }, 180_000);

  test('brings the atlas with it', async () => {
    const asked = '{ country(code: "JP") { name currencies { code rate(base: "USD") { date } } } }';
    const said = await mustRun(project, 'npm', 'run', '--silent', 'query', '--', '--demo', asked);
    expect(JSON.parse(said)).toMatchObject({ data: { country: { name: 'Japan', currencies: [{ code: 'JPY' }] } } });
  }, 30_000);
});
