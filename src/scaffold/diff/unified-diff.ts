import { sameLines } from './same-lines.ts';

/** Lines around a change. */
const CONTEXT = 3;

interface Row {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
  /** Lines of each text before it. */
  readonly old: number;
  readonly now: number;
}

/** The changes from one text to another as `diff -u` writes them; nothing for texts that are the same. */
export const unifiedDiff = (file: string, old: string, now: string): string => {
  const rows = rowsOf(old.split('\n'), now.split('\n'));
  const hunks = hunksOf(rows);
  return hunks.length === 0 ? '' : `--- ${file}\n+++ ${file} (new)\n${hunks.map(hunkText).join('')}`;
};

const rowsOf = (old: readonly string[], now: readonly string[]): readonly Row[] => {
  const rows: Row[] = [];
  let [i, j] = [0, 0];
  for (const [inOld, inNew] of [...sameLines(old, now), [old.length, now.length] as const]) {
    for (; i < inOld; i += 1) rows.push({ sign: '-', text: old[i] ?? '', old: i, now: j });
    for (; j < inNew; j += 1) rows.push({ sign: '+', text: now[j] ?? '', old: i, now: j });
    if (i < old.length && j < now.length) rows.push({ sign: ' ', text: old[i] ?? '', old: i++, now: j++ });
  }
  // A text that ends with a line break has nothing after it.
  return rows.at(-1)?.text === '' && rows.at(-1)?.sign === ' ' ? rows.slice(0, -1) : rows;
};

/** Changes with what is around them; near ones stand together. */
const hunksOf = (rows: readonly Row[]): readonly (readonly Row[])[] => {
  const ranges: { from: number; to: number }[] = [];
  for (const [i, { sign }] of rows.entries()) {
    if (sign === ' ') continue;
    const last = ranges.at(-1);
    if (last && i - CONTEXT <= last.to) last.to = i + CONTEXT + 1;
    else ranges.push({ from: Math.max(0, i - CONTEXT), to: i + CONTEXT + 1 });
  }
  return ranges.map(({ from, to }) => rows.slice(from, to));
};

const hunkText = (rows: readonly Row[]): string => {
  const [first] = rows;
  const count = (sign: '-' | '+') => rows.filter((row) => row.sign === ' ' || row.sign === sign).length;
  const [olds, news] = [count('-'), count('+')];
  const start = (at: number, lines: number) => `${lines === 0 ? at : at + 1},${lines}`;
  const head = `@@ -${start(first?.old ?? 0, olds)} +${start(first?.now ?? 0, news)} @@`;
  return `${[head, ...rows.map(({ sign, text }) => `${sign}${text}`)].join('\n')}\n`;
};
