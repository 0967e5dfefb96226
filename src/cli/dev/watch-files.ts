import { type FSWatcher, watch } from 'node:fs';
import { changedFiles, type ProjectFiles, projectFiles } from './project-files.ts';

/** Looks after the files of a folder. */
export interface FileWatch {
  readonly stop: () => void;
}

/** An editor writes a file in several steps, and a checkout many files: quiet for this long, in milliseconds, they are done. */
const QUIET_MS = 40;
/** Where the system watches no more folders, files are looked at this often, in milliseconds. */
const POLL_MS = 500;

/**
 * Calls back with the paths of files that are new, gone or changed, one call after another; what changes meanwhile is told by the next. Folders
 * that come and go are watched as they do.
 */
export const watchFiles = (root: string, onChange: (paths: readonly string[]) => Promise<void>): FileWatch => {
  const watchers = new Map<string, { readonly watcher: FSWatcher; readonly id: string }>();
  let known = projectFiles(root);
  let timer: NodeJS.Timeout | undefined;
  let poll: NodeJS.Timeout | undefined;
  let busy = false;
  let stopped = false;

  const look = async (): Promise<void> => {
    if (busy || stopped) return;
    busy = true;
    const now = projectFiles(root);
    const changed = changedFiles(known, now);
    known = now;
    const more = follow(now);
    if (changed.length > 0) await onChange(changed).catch(() => {});
    busy = false;
    // Meanwhile, or in a folder that nobody watched yet, more may have changed.
    if (more || changed.length > 0) soon();
  };
  const soon = (): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void look(), QUIET_MS);
  };
  const forget = (folder: string): void => {
    watchers.get(folder)?.watcher.close();
    watchers.delete(folder);
  };
  /** Whether there are folders that were not watched before. */
  const follow = ({ folders }: ProjectFiles): boolean => {
    for (const [folder, { id }] of watchers) if (folders.get(folder) !== id) forget(folder);
    const unwatched = [...folders].filter(([folder]) => !watchers.has(folder));
    for (const [folder, id] of unwatched) add(folder, id);
    return poll === undefined && unwatched.length > 0;
  };
  const add = (folder: string, id: string): void => {
    try {
      const watcher = watch(folder, soon);
      watcher.on('error', () => forget(folder));
      watchers.set(folder, { watcher, id });
    } catch {
      // The folder is gone again, or the system has no watchers left.
      poll ??= setInterval(() => void look(), POLL_MS);
    }
  };

  follow(known);
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      clearInterval(poll);
      for (const folder of watchers.keys()) forget(folder);
    },
  };
};
