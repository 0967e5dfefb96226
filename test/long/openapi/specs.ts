import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A file of a package that only these tests read. @throws Error if the packages were not installed: a test that did not run has shown nothing */
export const specs = (file: string): string => {
  const path = join(import.meta.dirname, 'specs/node_modules', file);
  if (!existsSync(path))
    throw new Error(`${file} is missing: run npm ci --prefix test/long/openapi/specs --ignore-scripts.`);
  return path;
};
