import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CONFIG_NAMES } from '../datasources/base/index.ts';

/** The nearest `breakwater.config.ts`, from a folder upwards. */
export const findConfig = (folder: string): string | undefined => {
  const found = CONFIG_NAMES.map((name) => join(folder, name)).find((file) => existsSync(file));
  const parent = dirname(folder);
  return found ?? (parent === folder ? undefined : findConfig(parent));
};
