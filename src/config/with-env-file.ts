import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Environment } from '../datasources/base/index.ts';

/**
 * The environment with the file `.env` of the configuration's folder beneath it: what is set for real wins. Not in production, where secrets come
 * from whoever runs it.
 * @param production what a flag or the configuration says of it
 */
export const withEnvFile = (
  folder: string,
  environment: Environment,
  production = environment['NODE_ENV'] === 'production',
): Environment => {
  const file = join(folder, '.env');
  if (production || !existsSync(file)) return environment;
  return { ...parseEnv(readFileSync(file, 'utf8')), ...environment };
};
