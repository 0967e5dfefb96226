import { type Decision, decisionTable } from '../../resilience/index.ts';
import type { Command } from '../command.ts';

/** `breakwater table` */
export const table: Command = {
  name: 'table',
  says: 'print what follows from each kind of failure',
  flags: { json: { type: 'boolean', says: 'as JSON' } },
  example: 'breakwater table',
  async run({ flags }) {
    process.stdout.write(flags['json'] === true ? `${JSON.stringify(decisionTable, null, 2)}\n` : `${written()}\n`);
    return 0;
  },
};

const heads = ['failure', 'retry', 'resend', 'breaker', 'stale', 'code', 'log', 'what happened'];

const cellsOf = (kind: string, { retry, resend, breaker, stale, code, level, says }: Decision): readonly string[] => [
  kind,
  retry,
  resend,
  breaker,
  String(stale),
  code,
  level,
  says,
];

const written = (): string => {
  const rows = [heads, ...Object.entries(decisionTable).map(([kind, decision]) => cellsOf(kind, decision))];
  const widths = heads.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return [
    ...rows.map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
    '',
    LEGEND,
  ].join('\n');
};

const LEGEND = `retry: is a call that is safe to repeat made again? resend: one that changes something? once: one more time. asked: only if the API said
when. later: not within this call, but whoever asked may ask again. breaker: failure: it counts against the API's health; alive: it answered, and two such answers
of probes close an open circuit; neutral: it decides nothing. stale: may an older answer stand in, marked? log: how loud it is in the log.
A source may be stricter, in the same words: failures: { failed: { retry: 'no', breaker: 'neutral', stale: false } }.`;
