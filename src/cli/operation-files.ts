import { globSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inWords, UserError } from '../config/user-error.ts';
import type { OperationFile } from '../schema/index.ts';

/** Files of operations: those that are named, and `.graphql` and `.gql` in folders that are. @throws UserError */
export const operationFiles = (paths: readonly string[]): readonly OperationFile[] => {
  const files = paths.flatMap(filesIn);
  if (files.length === 0)
    throw new UserError(`--operations ${paths.join(',')}: there is no .graphql or .gql file in it.`);
  return [...new Set(files)].map((name) => ({ name, text: readText(name) }));
};

const filesIn = (path: string): readonly string[] =>
  isFolder(path)
    ? globSync('**/*.{graphql,gql}', { cwd: path, exclude: (name) => name === 'node_modules' })
        .toSorted()
        .map((file) => relative('.', join(path, file)))
    : [path];

const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw unreadable(path, error);
  }
};

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadable(path, error);
  }
};

const unreadable = (path: string, error: unknown): UserError =>
  new UserError(`--operations ${path} could not be read: ${inWords(error)}.`);
