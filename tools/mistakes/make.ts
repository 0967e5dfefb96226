import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mistake } from './mistake.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What was printed, on standard error or, where that is empty, on standard output; and the exit code. */
export interface Told {
  readonly mistake: Mistake;
  readonly text: string;
  readonly code: number | null;
}

/** Makes a mistake in a starter project of its own, and runs the command. A few seconds at most. */
export const make = async (mistake: Mistake): Promise<Told> => {
  const folder = project();
  try {
    if (mistake.edit) change(folder, mistake.edit);
    const { out, err, code } = await run(folder, mistake);
    // The folder is nobody's: no reader has it.
    const text = (err.trim() === '' ? out : err)
      .replaceAll(`${folder}/`, '')
      .replace(/[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/g, '...')
      .trimEnd();
    return { mistake, text, code };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const project = (): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'breakwater-mistake-')));
  cpSync(join(root, 'templates/starter'), folder, { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(resolve(root), join(folder, 'node_modules/breakwater'));
  return folder;
};

const change = (folder: string, { file, was, is }: NonNullable<Mistake['edit']>): void => {
  const path = join(folder, file);
  if (was === undefined) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, is);
    return;
  }
  const text = readFileSync(path, 'utf8');
  if (!text.includes(was)) throw new Error(`${file} does not hold ${JSON.stringify(was)}`);
  writeFileSync(
    path,
    text.replace(was, () => is),
  );
};

/** What an operator's own environment says is none of the mistake. */
const clean = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(NODE_OPTIONS|NODE_ENV|BREAKWATER_)/.test(name)),
  );

const run = (folder: string, { args = ['check'], env = {} }: Mistake) =>
  new Promise<{ out: string; err: string; code: number | null }>((done, fail) => {
    const child = spawn(process.execPath, [join(root, 'bin/breakwater.js'), ...args], {
      cwd: folder,
      env: { ...clean(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 30_000,
    });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.once('error', fail);
    child.once('close', (code) => done({ out, err, code }));
  });
