import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { makeProject, type Project, simulatorOf, sourceFiles } from './project.ts';
import { ask, pause, type Running, runDev } from './running.ts';

let project: Project;
let dev: Running;
beforeEach(async () => {
  project = makeProject();
  dev = await runDev(project.root);
});
afterEach(async () => {
  await dev.stop();
  project.remove('.');
});

/** Asks until the answer is this one. @returns how long it took, in milliseconds */
const answered = (query: string, data: unknown): Promise<number> =>
  eventually(() => ask(dev.url, query), JSON.stringify({ data }));
const eventually = async (look: () => unknown, wanted: string | RegExp): Promise<number> => {
  const start = performance.now();
  for (;;) {
    const seen = JSON.stringify(await look());
    if (typeof wanted === 'string' ? seen === wanted : wanted.test(seen)) return performance.now() - start;
    if (performance.now() - start > 8_000) throw new Error(`got ${seen}, not ${String(wanted)}\n${dev.text()}`);
    await pause(10);
  }
};
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

describe('when an edit is broken', () => {
  test('the last good graph is still served, and the place is said; the next good edit is served', async () => {
    await answered('{ first { word } }', { first: { word: 'thing' } });
    project.write('src/first/where.ts', "export const where: string = 'other'\nexport const broken: = 1;\n");
    expect(await dev.says(/.*could not be loaded(?:.|\n)*still served\./)).toMatch(
      /^src\/first\/source\.ts could not be loaded: .* \(src\/first\/where\.ts, line 2\)\.\nThe last good graph is still served\.$/,
    );
    await answered('{ first { word } }', { first: { word: 'thing' } });
    project.write(
      'src/first/schema.graphql',
      'type First { word: String }\nextend type Query {\n  first: First @load(from: "first.thng")\n}\n',
    );
    project.write('src/first/where.ts', "export const where: string = 'other';\n");
    expect(await dev.says(/One problem(?:.|\n)*?still served/)).toMatch(
      /src\/first\/schema\.graphql:3:16\n {4}Query\.first loads from "first\.thng", but first has no operation "thng"/,
    );
    await answered('{ first { word } }', { first: { word: 'thing' } });
    project.write('src/first/schema.graphql', sourceFiles('first', 'First')['src/first/schema.graphql'] ?? '');
    await answered('{ first { word } }', { first: { word: 'other' } });
  });

  test.each([
    ['null', 'throw null;', /src\/first\/.*could not be loaded: null\.\nThe last good graph is still served\./],
    [
      'into a promise that nobody waits for',
      "void Promise.reject(new Error('late'));",
      /^A module threw, and nothing waited for it: late \(src\/first\/where\.ts, line 2\)\.$/m,
    ],
    [
      'in a timer',
      "setTimeout(() => { throw new Error('later'); }, 20);",
      /^A module threw, and nothing waited for it: later \(src\/first\/where\.ts, line 2\)\.$/m,
    ],
  ])('a module that throws %s ends nothing', async (_, code, words) => {
    project.write('src/first/where.ts', `export const where: string = 'thing';\n${code}\n`);
    await dev.says(words);
    expect(dev.text()).not.toMatch(/\n {4}at /);
    project.write('src/first/where.ts', "export const where: string = 'then';\n");
    await answered('{ first { word } }', { first: { word: 'then' } });
  });

  test('a module that never ends loading is told, and does not keep the next edit from being served', async () => {
    project.write('src/first/where.ts', "await new Promise(() => {});\nexport const where: string = 'never';\n");
    await dev.says(/Modules have been loading for 5 s/, 12_000);
    project.write('src/first/where.ts', "export const where: string = 'then';\n");
    await answered('{ first { word } }', { first: { word: 'then' } });
  });

  test('a configuration that is broken keeps it too', async () => {
    project.write('breakwater.config.ts', "export default { sorces: './src/*/source.ts' };\n");
    expect(await dev.says(/breakwater\.config\.ts: .*/)).toMatch(/"sorces" is no option\. Did you mean "sources"/);
    await answered('{ first { word } }', { first: { word: 'thing' } });
  });
});

describe('an edit', () => {
  test('of a source, of what it imports, and of SDL is served in under a second', async () => {
    const times: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      project.write('src/first/where.ts', `export const where: string = 'edit${i}';\n`);
      times.push(await answered('{ first { word } }', { first: { word: `edit${i}` } }));
    }
    project.write(
      'src/first/schema.graphql',
      (sourceFiles('first', 'First')['src/first/schema.graphql'] ?? '').replace(
        'word: String',
        'word: String\n  size: Int',
      ),
    );
    times.push(await answered('{ first { word size } }', { first: { word: 'edit4', size: null } }));
    // A machine that is busy with other tests may miss it once.
    expect(median(times)).toBeLessThan(1_000);
    expect(dev.text()).toMatch(/reloaded in \d+ ms: src\/first\/where\.ts\n/);
  });

  test('a new source is seen, and one that is deleted is gone; the port stays', async () => {
    for (const [file, text] of Object.entries({
      ...sourceFiles('second', 'Second'),
      'simulators/second.ts': simulatorOf('second'),
    }))
      project.write(file, text);
    await answered('{ first { word } second { word } }', { first: { word: 'thing' }, second: { word: 'thing' } });
    project.remove('simulators/second.ts');
    project.remove('src/second');
    await eventually(() => ask(dev.url, '{ second { word } }'), /GRAPHQL_VALIDATION_FAILED/);
    await answered('{ first { word } }', { first: { word: 'thing' } });
  });

  test('in a folder that another has taken the place of is served', async () => {
    const files = Object.entries(sourceFiles('first', 'First'));
    project.remove('src/first');
    for (const [file, text] of files) project.write(file, text);
    await dev.says(/reloaded/);
    // By now only a watcher would see it.
    await pause(500);
    project.write('src/first/where.ts', "export const where: string = 'afresh';\n");
    await answered('{ first { word } }', { first: { word: 'afresh' } });
  });

  test('of data that a module reads when it is loaded is served too, and so is a module that was missing', async () => {
    project.write('src/first/data.json', '"one"');
    project.write(
      'src/first/where.ts',
      "import { readFileSync } from 'node:fs';\nimport { part } from './part.ts';\nexport const where: string = part + JSON.parse(readFileSync(new URL('./data.json', import.meta.url), 'utf8'));\n",
    );
    await dev.says(/Cannot find module '.*part\.ts' imported from [^?\n]*where\.ts\.\n/);
    project.write('src/first/part.ts', "export const part = 'the-';\n");
    await answered('{ first { word } }', { first: { word: 'the-one' } });
    project.write('src/first/data.json', '"two"');
    await answered('{ first { word } }', { first: { word: 'the-two' } });
  });

  test('lets requests that have begun end on the graph that they began with', async () => {
    project.write('src/first/where.ts', "export const where: string = 'slow-old';\n");
    await dev.says(/reloaded/);
    const slow = ask(dev.url, '{ first { word } }');
    await pause(50);
    project.write('src/first/where.ts', "export const where: string = 'new';\n");
    await answered('{ first { word } }', { first: { word: 'new' } });
    expect(await slow).toEqual({ data: { first: { word: 'slow-old' } } });
  });

  test('loses no request, however often the graph changes', async () => {
    let asked = 0;
    const clients = { done: false };
    const lost: unknown[] = [];
    const asking = Promise.all(
      [1, 2, 3].map(async () => {
        while (!clients.done) {
          const answer = await ask(dev.url, '{ first { word } }').catch((error: unknown) => String(error));
          asked += 1;
          if (!/^\{"data":\{"first":\{"word":"[\w-]+"\}\}\}$/.test(JSON.stringify(answer))) lost.push(answer);
        }
      }),
    );
    for (let i = 0; i < 6; i += 1) {
      project.write('src/first/where.ts', `export const where: string = 'round${i}';\n`);
      await pause(150);
    }
    await answered('{ first { word } }', { first: { word: 'round5' } });
    clients.done = true;
    await asking;
    expect(lost).toEqual([]);
    expect(asked).toBeGreaterThan(20);
  });
});

/** What the process holds open, as Linux tells it; undefined elsewhere. */
const held = () => {
  const own = `/proc/${dev.child.pid}`;
  if (!existsSync(`${own}/fdinfo`)) return undefined;
  const files = readdirSync(`${own}/fdinfo`).map((file) => readOrNothing(`${own}/fdinfo/${file}`));
  const watched = files.join('\n').match(/^inotify wd:/gm) ?? [];
  const children = readdirSync(`${own}/task`).map((task) => readOrNothing(`${own}/task/${task}/children`));
  return { watched: watched.length, children: children.join('').trim() };
};
const readOrNothing = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};
const onLinux = existsSync('/proc/self/fdinfo') ? test : test.skip;

describe('nothing is left behind', () => {
  onLinux('by folders that came and went, nor by graphs that were', async () => {
    const before = held();
    // The root, src, src/first, simulators.
    expect(before).toEqual({ watched: 4, children: '' });
    const sockets = () => readdirSync(`/proc/${dev.child.pid}/fd`).length;
    await answered('{ first { word } }', { first: { word: 'thing' } });
    const opened = sockets();
    project.write('src/more/deep/note.json', '{}');
    await eventually(() => held()?.watched, '6');
    project.remove('src/more');
    await eventually(() => held(), JSON.stringify(before));
    for (let i = 0; i < 5; i += 1) {
      project.write('src/first/where.ts', `export const where: string = 'again${i}';\n`);
      await answered('{ first { word } }', { first: { word: `again${i}` } });
    }
    await eventually(() => sockets() <= opened + 2, 'true');
    expect(held()).toEqual(before);
  });
});

describe('a signal', () => {
  test('ends it cleanly within two seconds, with a request under way', async () => {
    project.write('src/first/where.ts', "export const where: string = 'slow';\n");
    await dev.says(/reloaded/);
    const slow = ask(dev.url, '{ first { word } }').catch(() => 'closed');
    await pause(50);
    const start = performance.now();
    const { code, err, out } = await dev.stop();
    expect(performance.now() - start).toBeLessThan(2_000);
    // The log tells of the operation that was ended.
    expect([code, err]).toEqual([0, expect.stringMatching(/^\{[^\n]*"CANCELLED"[^\n]*\}\n$/)]);
    expect(out).toMatch(/Stopped\.\n$/);
    await slow;
  });
});
