import { type Again, type Decide, type Decision, decide, type FailureKind, isFailureKind } from './decision-table.ts';

/** What one source decides more strictly than the table: fewer repetitions, never more. */
export type Narrowing = Partial<
  Readonly<Record<FailureKind, Partial<Pick<Decision, 'retry' | 'resend' | 'breaker' | 'stale'>>>>
>;

/** From the most permissive word to the least. */
const strictness: readonly Again[] = ['yes', 'once', 'asked', 'later', 'no'];

/** The table as one source sees it. */
export const narrowed = (narrowing: Narrowing = {}): Decide => {
  const rows = new Map(Object.entries(narrowing).map(([kind, row]) => [kind, row]));
  return (kind) => {
    const own = rows.get(kind);
    return own ? { ...decide(kind), ...own } : decide(kind);
  };
};

/** What is wrong with a narrowing, in full sentences. */
export const narrowingProblems = (narrowing: Narrowing = {}): readonly string[] =>
  Object.entries(narrowing).flatMap(([kind, row]) =>
    isFailureKind(kind)
      ? typeof row === 'object' && row !== null && !Array.isArray(row)
        ? rowProblems(kind, row)
        : [`${kind} must be an object, like { retry: 'no' }.`]
      : [`"${kind}" is no kind of failure. \`breakwater table\` lists them.`],
  );

const rowProblems = (kind: FailureKind, row: Partial<Decision>): readonly string[] => {
  const standard = decide(kind);
  return Object.entries(row).flatMap(([word, value]) => {
    if (word === 'retry' || word === 'resend') return againProblems(kind, word, standard[word], value);
    if (word === 'breaker') return value === 'neutral' || value === standard.breaker ? [] : [wider(kind, word, value)];
    if (word === 'stale') return value === false || value === standard.stale ? [] : [wider(kind, word, value)];
    return [`${kind}.${word} cannot be narrowed. There are: retry, resend, breaker, stale.`];
  });
};

const againProblems = (kind: FailureKind, word: string, standard: Again, value: unknown): readonly string[] => {
  const index = strictness.indexOf(value as Again);
  if (index < 0) return [`${kind}.${word} must be one of ${strictness.join(', ')}, not ${shown(value)}.`];
  return index >= strictness.indexOf(standard) ? [] : [wider(kind, word, value)];
};

const wider = (kind: FailureKind, word: string, value: unknown): string =>
  `${kind}.${word} cannot be ${shown(value)}: a source may only be stricter than the table, which says "${String(
    decide(kind)[word as keyof Decision],
  )}".`;

/** Whatever JavaScript lets through. */
const shown = (value: unknown): string =>
  typeof value === 'string' ? `"${value}"` : typeof value === 'boolean' ? String(value) : `a ${typeof value}`;
