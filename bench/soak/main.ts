/** `npm run soak [-- --seconds 20 --seed 20261123 --clients 24 --json]`: load on real sockets, while everything that can go wrong does. */
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { inWords } from './in-words.ts';
import { ArgumentError, readOptions } from './read-options.ts';
import { soak } from './soak.ts';

const config = fileURLToPath(new URL('../../breakwater.config.ts', import.meta.url));

try {
  const { json, ...options } = readOptions(process.argv.slice(2));
  const figures = await soak({ ...options, config });
  process.stdout.write(json ? `${JSON.stringify(figures, null, 1)}\n` : inWords(figures));
  process.exitCode = figures.violations === 0 ? 0 : 1;
} catch (error) {
  const isArgument = error instanceof ArgumentError;
  process.stderr.write(`${isArgument ? error.message : inspect(error)}\n`);
  // Whatever the soak has opened would keep the process alive. 70: an internal error (sysexits.h).
  process.exit(isArgument ? 2 : 70);
}
