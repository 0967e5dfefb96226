/** `npm run soak [-- --seconds 20 --seed 20261123 --clients 24 --json]`: load on real sockets, while everything that can go wrong does. */
import { fileURLToPath } from 'node:url';
import { readOptions, seed } from '../read-options.ts';
import { runProgram } from '../run-program.ts';
import { inWords } from './in-words.ts';
import { soak } from './soak.ts';

const config = fileURLToPath(new URL('../../breakwater.config.ts', import.meta.url));
const numbers = { seconds: { usual: 20, most: 86_400 }, seed, clients: { usual: 24, most: 1_000 } };

await runProgram(async () => {
  const { json, ...options } = readOptions('soak', process.argv.slice(2), numbers);
  const figures = await soak({ ...options, config });
  process.exitCode = figures.violations === 0 ? 0 : 1;
  process.stdout.write(json ? `${JSON.stringify(figures, null, 1)}\n` : inWords(figures));
});
