import type { Counts } from './ledger.ts';
import type { SoakFigures } from './soak.ts';

/** The figures of a soak, for people. */
export const inWords = (figures: SoakFigures): string => {
  const { options, operations, left, stale, calls, p50Ms, p99Ms, maxMs, memory, violations, sentences } = figures;
  const lines = [
    `${options.seconds} s of load by ${options.clients} clients, seed ${options.seed}.`,
    '',
    line('operations', `${operations}, ${stale} with stale answers; ${left} more were left by their clients`),
    line('elapsed', `p50 ${p50Ms} ms, p99 ${p99Ms} ms, longest ${maxMs} ms`),
    line('errors', listed(figures.errors)),
    line('calls', `${calls}: ${listed(figures.outcomes)}`),
    line(
      'attempts',
      listed(figures.attempts, (count) => `${count} of`),
    ),
    line('requests', `${total(figures.requests)}: ${listed(figures.requests)}`),
    line('faults', `${total(figures.faults)}: ${listed(figures.faults)}`),
    line('recovery', `${figures.recoveryMs} ms`),
    line('loop delay', `${figures.loopDelayMs} ms at its longest`),
    line('memory', `heap ${mb(memory.start.heap)} at the start, ${mb(memory.end.heap)} at the end`),
    line('', `buffers ${mb(memory.start.external)} and ${mb(memory.end.external)}`),
    line('', `resident ${mb(memory.start.rss)} and ${mb(memory.end.rss)}`),
    line('violations', String(violations)),
    ...sentences.map((sentence) => `  ${sentence}`),
  ];
  return `${lines.join('\n')}\n`;
};

const line = (name: string, text: string): string => `${name.padEnd(12)}${text}`;

const listed = (counts: Counts, name: (key: string) => string = (key) => key): string =>
  Object.entries(counts)
    .map(([key, count]) => `${name(key)} ${count}`)
    .join(', ') || 'none';

const total = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

const mb = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;
