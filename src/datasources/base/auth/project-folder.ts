import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a configuration may be called. */
export const CONFIG_NAMES = ['breakwater.config.ts', 'breakwater.config.js', 'breakwater.config.mjs'];

/** The nearest folder that holds a configuration, from one upwards; itself, if there is none. */
export const projectFolder = (folder: string, from = folder): string => {
  if (CONFIG_NAMES.some((name) => existsSync(join(folder, name)))) return folder;
  const parent = dirname(folder);
  return parent === folder ? from : projectFolder(parent, from);
};
