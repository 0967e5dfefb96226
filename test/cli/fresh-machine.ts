import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { ended, type Ran } from './run.ts';

/** What a process sees on a machine that knows nothing of this repository: its own npm and Node, no setting of ours or of Jest. */
const environment = (): NodeJS.ProcessEnv => {
  const kept = Object.entries(process.env).filter(
    // Where packages come from is the machine's business, and npm passes it on so.
    ([name]) =>
      /^npm_config_(registry|cache|userconfig)$/.test(name) || !/^(npm_|NODE|JEST|INIT_CWD$|COLOR$)/.test(name),
  );
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !/node_modules|node-gyp-bin/.test(folder));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter) };
};

/** Starts a program, in a group of its own. */
export const spawnFresh = (cwd: string, [command = '', ...args]: readonly string[]): ChildProcess =>
  spawn(command, args, { cwd, env: environment(), stdio: ['ignore', 'pipe', 'pipe'], detached: true });

/** Ends a program and whatever it started. */
export const endGroup = ({ pid }: ChildProcess): void => {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
};

/** Runs a program to its end, and no longer than that. */
export const runFresh = async (cwd: string, command: readonly string[], { limitMs = 90_000 } = {}): Promise<Ran> => {
  const child = spawnFresh(cwd, command);
  const limit = setTimeout(() => endGroup(child), limitMs);
  try {
    return await ended(child);
  } finally {
    clearTimeout(limit);
  }
};

/** The same for a program that must do well. @throws with all it said */
export const mustRun = async (cwd: string, ...command: readonly string[]): Promise<string> => {
  const { code, out, err } = await runFresh(cwd, command);
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}:\n${out}${err}`);
  return out;
};
