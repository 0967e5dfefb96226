import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NAMES = ['breakwater.config.ts', 'breakwater.config.js', 'breakwater.config.mjs'];

/** The nearest `breakwater.config.ts`, from a folder upwards. */
export const findConfig = (folder: string): string | undefined => {
  const found = NAMES.map((name) => join(folder, name)).find((file) => existsSync(file));
  const parent = dirname(folder);
  return found ?? (parent === folder ? undefined : findConfig(parent));
};
