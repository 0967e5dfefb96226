import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The files that a graph may be made of, as they are at one time. */
export interface ProjectFiles {
  /** By path: changes whenever the file does. */
  readonly stamps: ReadonlyMap<string, string>;
  /** By path: changes when another folder takes its place. */
  readonly folders: ReadonlyMap<string, string>;
}

/** Modules, SDL, data, and the configuration of codegen. */
const FILE = /\.([cm]?[jt]s|json|graphql|graphqls|gql|ya?ml|xml)$/;

/** All files below a folder, without packages, hidden folders, and what links lead to. What goes away meanwhile is not there. */
export const projectFiles = (root: string): ProjectFiles => {
  const stamps = new Map<string, string>();
  const folders = new Map<string, string>();
  const visit = (folder: string): void => {
    folders.set(folder, idOf(folder));
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && isVisited(entry.name)) visit(path);
      const stamp = entry.isFile() && FILE.test(entry.name) ? stampOf(path) : undefined;
      if (stamp !== undefined) stamps.set(path, stamp);
    }
  };
  visit(root);
  return { stamps, folders };
};

const isVisited = (name: string): boolean => name !== 'node_modules' && !name.startsWith('.');

const entriesOf = (folder: string): readonly Dirent[] => {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
};

const idOf = (folder: string): string => {
  const { ino, birthtimeMs } = statSync(folder, { throwIfNoEntry: false }) ?? {};
  return `${ino} ${birthtimeMs}`;
};

const stampOf = (path: string): string | undefined => {
  const { mtimeMs, ctimeMs, size, ino } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return mtimeMs === undefined ? undefined : `${mtimeMs} ${ctimeMs} ${size} ${ino}`;
};

/** The files that are new, gone, or others than before. */
export const changedFiles = (before: ProjectFiles, after: ProjectFiles): readonly string[] =>
  [...new Set([...before.stamps.keys(), ...after.stamps.keys()])]
    .filter((path) => before.stamps.get(path) !== after.stamps.get(path))
    .toSorted();
