import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { endGroup, runFresh, spawnFresh } from '../cli/fresh-machine.ts';
import { ended, servedAt } from '../cli/run.ts';
import { type Step, tutorialSteps } from './tutorial-steps.ts';

/** Outside the repository, so that nothing is found in it by chance. */
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'breakwater-tutorial-')));
const project = join(folder, 'my-graph');
const background: ChildProcess[] = [];

afterAll(() => {
  background.forEach(endGroup);
  rmSync(folder, { recursive: true, force: true });
});

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address ? address.port : 0;
};

/** As a reader's shell has it. */
const run = async (command: string): Promise<string> => {
  if (command === 'cd my-graph') return '';
  if (command === 'kill %1') {
    const [child] = background;
    if (child) {
      const end = new Promise((done) => child.once('close', done));
      endGroup(child);
      await end;
    }
    return '';
  }
  if (command.endsWith(' &')) {
    const child = spawn('bash', ['-c', `exec ${command.slice(0, -2)}`], {
      cwd: project,
      detached: true,
      stdio: 'ignore',
    });
    background.push(child);
    await new Promise((done) => setTimeout(done, 1_000));
    return '';
  }
  const first = command.startsWith('npx breakwater init');
  const told = first ? command.replace('npx breakwater', `node ${resolve('bin/breakwater.js')}`) : command;
  const { out, err, code } = await runFresh(first ? folder : project, ['bash', '-c', told]);
  const expected = out.includes('"errors"') ? 1 : 0;
  if (code !== expected) throw new Error(`${command} ended with ${code}:\n${out}${err}`);
  return out;
};

/** A server is asked one query, and stopped. */
const serve = async (command: string): Promise<void> => {
  const server = spawnFresh(project, [...command.split(' '), '--', '--port', '0']);
  background.push(server);
  const end = ended(server);
  const url = await servedAt(server);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ books { title } }' }),
  });
  expect(await response.text()).toContain('Frankenstein');
  server.kill('SIGTERM');
  expect((await end).code).toBe(0);
};

const isFile = (step: Step): step is Extract<Step, { file: string }> => 'file' in step;

test('the tutorial, from an empty folder, does what it says; in under a minute to the first joined answer', async () => {
  const port = await freePort();
  const steps = tutorialSteps((text) => text.replaceAll('4600', String(port)));
  expect(steps.length).toBeGreaterThan(15);
  let elapsedMs = 0;
  let joinedMs: number | undefined;
  for (const step of steps) {
    if (isFile(step)) {
      mkdirSync(dirname(join(project, step.file)), { recursive: true });
      writeFileSync(join(project, step.file), step.text);
      continue;
    }
    if (step.command === 'npm start') {
      await serve(step.command);
      continue;
    }
    const start = performance.now();
    const out = await run(step.command);
    elapsedMs += performance.now() - start;
    const missing = step.lines.filter((line) => !out.includes(line.trimEnd()));
    expect({ command: step.command, missing, out: missing.length > 0 ? out : '' }).toEqual({
      command: step.command,
      missing: [],
      out: '',
    });
    if (joinedMs === undefined && out.includes('"A lamp"')) joinedMs = elapsedMs;
  }
  // What the page shows of the files is what was written.
  const page = readFileSync('docs/tutorial.md', 'utf8').replaceAll('4600', String(port));
  expect(page).toContain(readFileSync(join(project, 'src/datasources/shop/schema.graphql'), 'utf8'));
  const source = readFileSync(join(project, 'src/datasources/shop/source.ts'), 'utf8');
  expect(page).toContain(source.slice(source.indexOf('export class')));
  expect(joinedMs).toBeLessThan(60_000);
  process.stdout.write(
    `tutorial: ${Math.round((joinedMs ?? 0) / 100) / 10} s of tool time to the first joined answer\n`,
  );
}, 300_000);
