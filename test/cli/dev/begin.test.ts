import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { breakwater } from '../run.ts';
import { makeProject, type Project, sourceFiles } from './project.ts';
import { ask, pause, type Running, runDev } from './running.ts';

let project: Project | undefined;
let dev: Running | undefined;
afterEach(async () => {
  await dev?.stop();
  project?.remove('.');
  dev = undefined;
});

describe('when it cannot begin', () => {
  test('a graph that is broken from the start is waited for', async () => {
    project = makeProject({ 'src/first/schema.graphql': 'type First {' });
    dev = await runDev(project.root, { waits: true });
    expect(await dev.says(/src\/first\/schema\.graphql.*\n.*\nWaiting for an edit\./)).toMatch(/Syntax Error/);
    project.write('src/first/schema.graphql', sourceFiles('first', 'First')['src/first/schema.graphql'] ?? '');
    const url = (await dev.says(/http:\S+\/graphql/)).trim();
    expect(await ask(url, '{ first { word } }')).toEqual({ data: { first: { word: 'thing' } } });
  });

  test.each(['gone.config.ts', 'nowhere/breakwater.config.ts'])(
    '%s that is not there is no edit to wait for',
    async (file) => {
      project = makeProject();
      expect(await breakwater(['dev', '--config', file], { cwd: project.root })).toEqual({
        code: 2,
        out: '',
        err: `--config ${file}: there is no such file.\n`,
      });
    },
  );

  test('a port that is taken is one sentence, exit 2', async () => {
    project = makeProject();
    const server = createServer();
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      }),
    );
    const { code, err, out } = await breakwater(['dev', '--port', String(port)], { cwd: project.root });
    server.close();
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^Port \d+ is in use\. [^\n]*\n$/);
  });

  test('a folder without a configuration is one sentence, exit 2', async () => {
    const { code, err } = await breakwater(['dev'], { cwd: '/' });
    expect([code, err]).toEqual([2, expect.stringMatching(/^There is no breakwater\.config\.ts here/)]);
  });
});

/** A stand-in for `@graphql-codegen/cli`, which does what its `codegen.yml` says. */
const codegen = {
  'node_modules/@graphql-codegen/cli/package.json':
    '{ "name": "@graphql-codegen/cli", "bin": { "graphql-codegen": "run.cjs" } }',
  'node_modules/@graphql-codegen/cli/run.cjs': `const { readFileSync, writeFileSync } = require('node:fs');
const says = readFileSync('codegen.yml', 'utf8');
if (says.includes('fail')) { console.error('\\u001b[31mError: it went wrong\\u001b[0m'); process.exit(1); }
if (says.includes('hang')) writeFileSync('pid.txt', String(process.pid)), setInterval(() => {}, 1000);
else writeFileSync('types.txt', readFileSync('src/first/schema.graphql'));`,
};

describe('types', () => {
  test('are written at the start and after an edit of SDL; a failure is a line, not the end', async () => {
    project = makeProject({ ...codegen, 'codegen.yml': 'write: it' });
    dev = await runDev(project.root);
    await dev.says(/types written in [\d.]+ s/);
    project.write('codegen.yml', 'fail: now');
    await dev.says(/types were not written: Error: it went wrong\n/);
    expect(await ask(dev.url, '{ first { word } }')).toEqual({ data: { first: { word: 'thing' } } });
    project.write('codegen.yml', 'write: again');
    await dev.says(/types written(?:.|\n)*not written(?:.|\n)*types written/);
  });

  test('a run that never ends is ended with the process', async () => {
    project = makeProject({ ...codegen, 'codegen.yml': 'hang: on' });
    dev = await runDev(project.root);
    const pid = join(project.root, 'pid.txt');
    while (!existsSync(pid) || readFileSync(pid, 'utf8') === '') await pause(20);
    const start = performance.now();
    expect(await dev.stop()).toMatchObject({ code: 0, err: '' });
    expect(performance.now() - start).toBeLessThan(2_000);
    await pause(100);
    expect(() => process.kill(Number(readFileSync(pid, 'utf8')), 0)).toThrow('ESRCH');
  });
});
