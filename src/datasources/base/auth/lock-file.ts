import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Nobody works for so long: a token request ends after 5 s. Whoever had an older lock has died. */
const STALE_MS = 30_000;
/** Whoever waits longer gives up, and says so. */
const WAIT_MS = 10_000;
const LOOK_MS = 20;

/** What `withLock` throws if the lock does not come free. */
export class Locked extends Error {
  override readonly name = 'Locked';
}

/**
 * Works while no other process does, by a file that only one can make. One that was left behind is taken away after 30 s; between two who see
 * that at the same instant it is as sure as a rename, not as a lock of the operating system. Clocks must agree where a disk is shared.
 * @throws Locked after 10 s
 */
export const withLock = async <T>(path: string, work: () => Promise<T>, waitMs = WAIT_MS): Promise<T> => {
  const mine = randomUUID();
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  for (const end = performance.now() + waitMs; !(await taken(path, mine)); ) {
    if (performance.now() > end) throw new Locked(path);
    await removeStale(path);
    await pause(LOOK_MS);
  }
  try {
    return await work();
  } finally {
    // If ours was taken for one left behind, another's stands there now.
    if ((await readFile(path, 'utf8').catch(() => '')) === mine) await rm(path, { force: true });
  }
};

const taken = async (path: string, mine: string): Promise<boolean> => {
  try {
    await writeFile(path, mine, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
};

const ageMs = async (path: string): Promise<number> => Date.now() - (await stat(path)).mtimeMs;

const removeStale = async (path: string): Promise<void> => {
  const aside = `${path}.${randomUUID()}`;
  try {
    if ((await ageMs(path)) < STALE_MS) return;
    // Moved before it is removed: of two who see it, one moves it. What was moved may be the lock of the other by then.
    await rename(path, aside);
    if ((await ageMs(aside)) < STALE_MS) await link(aside, path);
  } catch {
    // Somebody else was faster.
  } finally {
    await rm(aside, { force: true });
  }
};
