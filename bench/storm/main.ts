/** `npm run storm [-- --seed 20261123 --json]`: an hour of load on a virtual clock, for Breakwater and for a naive client. */
import { readOptions, seed } from '../read-options.ts';
import { runProgram } from '../run-program.ts';
import { inWords } from './in-words.ts';
import { defaultStorm, storm } from './run.ts';

await runProgram(async () => {
  const { json, ...options } = readOptions('storm', process.argv.slice(2), { seed });
  const began = performance.now();
  const hour = await storm({ ...defaultStorm, ...options });
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  process.stdout.write(json ? `${JSON.stringify({ ...hour, seconds }, null, 1)}\n` : inWords(hour, seconds));
});
