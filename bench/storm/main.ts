/** `npm run storm [-- --json]`: an hour of load on a virtual clock, for Breakwater and for a naive client. */
import { answered, type Figures, storm } from './run.ts';

const began = performance.now();
const result = await storm();
const seconds = Math.round((performance.now() - began) / 100) / 10;

const cells = ({ attemptsPerCall, goodput, p50Ms, p99Ms, probeS, recoveryS }: Figures): readonly string[] => [
  attemptsPerCall.toFixed(2),
  goodput.toFixed(1),
  String(p50Ms),
  String(p99Ms),
  probeS === undefined ? '' : probeS === null ? 'never' : `${probeS} s`,
  recoveryS === undefined ? '' : recoveryS === null ? 'never' : `+${recoveryS} s`,
];

const row = (first: string, rest: readonly string[]): string =>
  first.padEnd(40) + rest.map((cell) => cell.padStart(10)).join('');

if (process.argv.includes('--json')) {
  process.stdout.write(`${JSON.stringify({ ...result, seconds }, null, 1)}\n`);
} else {
  const { seed, perSecond, capacity } = result.options;
  process.stdout.write(
    `An hour of load: ${perSecond} calls a second to an API that can answer ${(capacity.workers / capacity.serviceMs) * 1000}, seed ${seed}, ${seconds} s.\n`,
  );
  for (const name of ['breakwater', 'naive'] as const) {
    process.stdout.write(`\n${row(name, ['attempts', 'goodput', 'p50 ms', 'p99 ms', 'probe', 'recovery'])}\n`);
    for (const figures of result[name]) {
      const minutes = `${String(Math.floor(figures.fromS / 60)).padStart(2)}-${Math.floor(figures.toS / 60)} min`;
      process.stdout.write(`${row(`  ${minutes.padEnd(10)} ${figures.spell}`, cells(figures))}\n`);
    }
  }
  const [ours, naive] = [answered(result.breakwater), answered(result.naive)];
  process.stdout.write(
    `\nIn the whole hour Breakwater answers ${ours} calls, the naive client ${naive}: ${(ours / naive).toFixed(1)} times as many.\n`,
  );
}
