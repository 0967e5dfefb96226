import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** What a command printed, and how it ended. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const bin = resolve('bin/breakwater.js');

/** Runs `breakwater` as a process of its own, with the Node that runs the tests. */
export const spawnBreakwater = (
  args: readonly string[],
  { cwd = resolve('.'), env = {} }: { cwd?: string; env?: Record<string, string> } = {},
): ChildProcess => {
  const { NODE_OPTIONS: _, NODE_ENV: __, ...inherited } = process.env;
  return spawn(process.execPath, [bin, ...args], {
    cwd,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
};

/** Collects what a process prints until it ends. */
export const ended = (child: ChildProcess): Promise<Ran> =>
  new Promise((done) => {
    let out = '';
    let err = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.once('close', (code) => done({ code, out, err }));
  });

export const breakwater = (args: readonly string[], options?: Parameters<typeof spawnBreakwater>[1]): Promise<Ran> =>
  ended(spawnBreakwater(args, options));

/** Resolves with the URL that `start` prints, once its banner is whole. */
export const servedAt = (child: ChildProcess): Promise<string> =>
  new Promise((resolveUrl, reject) => {
    let out = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const url = /http:\S+\/graphql/.exec(out)?.[0];
      if (url && out.includes('Ctrl-C')) resolveUrl(url);
    });
    child.once('close', (code) => reject(new Error(`ended with ${code} before it served`)));
  });
