import { sameLines } from './same-lines.ts';

/** Two texts made of one, brought together; or the places where both changed the same lines. */
export type Merged = { readonly text: string } | { readonly conflicts: readonly Conflict[] };

/** Lines that both sides changed, each in its own way. */
export interface Conflict {
  /** The first of them in the edited text, from 1. */
  readonly line: number;
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
}

/** A three-way merge by lines: what only one side changed is taken from there (Khanna, Kunal and Pierce, "A formal investigation of diff3", 2007). */
export const merge = (base: string, mine: string, theirs: string): Merged => {
  const [b, m, t] = [base, mine, theirs].map((text) => text.split('\n')) as [string[], string[], string[]];
  const [toMine, toTheirs] = [new Map(sameLines(b, m)), new Map(sameLines(b, t))];
  const out: string[] = [];
  const conflicts: Conflict[] = [];
  let [i, j, k] = [0, 0, 0];
  for (let stable = 0; stable <= b.length; stable += 1) {
    const [inMine, inTheirs] = stable === b.length ? [m.length, t.length] : [toMine.get(stable), toTheirs.get(stable)];
    // Only lines that all three have end what was changed.
    if (inMine === undefined || inTheirs === undefined) continue;
    const [was, its, other] = [b.slice(i, stable), m.slice(j, inMine), t.slice(k, inTheirs)];
    if (isSame(its, was) || isSame(its, other)) out.push(...other);
    else if (isSame(other, was)) out.push(...its);
    else conflicts.push({ line: j + 1, mine: its, theirs: other });
    if (stable < b.length) out.push(b[stable] ?? '');
    [i, j, k] = [stable + 1, inMine + 1, inTheirs + 1];
  }
  return conflicts.length > 0 ? { conflicts } : { text: out.join('\n') };
};

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((line, i) => line === b[i]);
