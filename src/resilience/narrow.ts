import { type Again, type Decide, type Decision, decide, type FailureKind, isFailureKind } from './decision-table.ts';

/**
 * What one source decides more strictly than the table: fewer repetitions, never more. `retry` and `resend` become one of yes, once, asked,
 * later, no, and only one that stands further right; `breaker` becomes 'neutral', `stale` becomes false.
 */
export type Narrowing = Partial<
  Readonly<Record<FailureKind, Partial<Pick<Decision, 'retry' | 'resend' | 'breaker' | 'stale'>>>>
>;

/** From the most permissive word to the least. */
const strictness: readonly Again[] = ['yes', 'once', 'asked', 'later', 'no'];
const breakerWords: readonly unknown[] = ['failure', 'alive', 'neutral'] satisfies Decision['breaker'][];

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
    if (word === 'breaker') {
      if (!breakerWords.includes(value)) return [unknown(kind, word, `one of ${breakerWords.join(', ')}`, value)];
      return value === 'neutral' || value === standard.breaker ? [] : [wider(kind, word, value)];
    }
    if (word === 'stale') {
      if (typeof value !== 'boolean') return [unknown(kind, word, 'true or false', value)];
      return !value || standard.stale ? [] : [wider(kind, word, value)];
    }
    return [`${kind}.${word} cannot be narrowed. There are: retry, resend, breaker, stale.`];
  });
};

const againProblems = (kind: FailureKind, word: string, standard: Again, value: unknown): readonly string[] => {
  const index = strictness.indexOf(value as Again);
  if (index < 0) return [unknown(kind, word, `one of ${strictness.join(', ')}`, value)];
  return index >= strictness.indexOf(standard) ? [] : [wider(kind, word, value)];
};

const unknown = (kind: FailureKind, word: string, words: string, value: unknown): string =>
  `${kind}.${word} must be ${words}, not ${shown(value)}.`;

const wider = (kind: FailureKind, word: string, value: unknown): string =>
  `${kind}.${word} cannot be ${shown(value)}: a source may only be stricter than the table, which says "${String(
    decide(kind)[word as keyof Decision],
  )}".`;

/** Whatever JavaScript lets through. */
const shown = (value: unknown): string =>
  typeof value === 'string'
    ? `"${value}"`
    : typeof value === 'boolean' || value === null || value === undefined
      ? String(value)
      : typeof value === 'object'
        ? 'an object'
        : `a ${typeof value}`;
