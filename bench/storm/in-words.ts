import { answered, type Figures, type storm } from './run.ts';

const cells = ({ attemptsPerCall, goodput, p50Ms, p99Ms, probeS, recoveryS }: Figures): readonly string[] => [
  attemptsPerCall.toFixed(2),
  goodput.toFixed(1),
  String(p50Ms),
  String(p99Ms),
  probeS === undefined ? '' : probeS === null ? 'never' : `${probeS} s`,
  recoveryS === undefined ? '' : recoveryS === null ? 'never' : `+${recoveryS} s`,
];

const row = (first: string, rest: readonly string[]): string =>
  `${first.padEnd(40) + rest.map((cell) => cell.padStart(10)).join('')}\n`;

/** An hour of load, for people. */
export const inWords = (hour: Awaited<ReturnType<typeof storm>>, seconds: number): string => {
  const { seed, perSecond, capacity } = hour.options;
  const most = (capacity.workers / capacity.serviceMs) * 1000;
  const tables = (['breakwater', 'naive'] as const).map((name) => {
    const rows = hour[name].map((figures) => {
      const minutes = `${String(Math.floor(figures.fromS / 60)).padStart(2)}-${Math.floor(figures.toS / 60)} min`;
      return row(`  ${minutes.padEnd(10)} ${figures.spell}`, cells(figures));
    });
    return `\n${row(name, ['attempts', 'goodput', 'p50 ms', 'p99 ms', 'probe', 'recovery'])}${rows.join('')}`;
  });
  const [ours, naive] = [answered(hour.breakwater), answered(hour.naive)];
  return `An hour of load: ${perSecond} calls a second to an API that can answer ${most}, seed ${seed}, ${seconds} s.
${tables.join('')}
In the whole hour Breakwater answers ${ours} calls, the naive client ${naive}: ${(ours / naive).toFixed(1)} times as many.
`;
};
