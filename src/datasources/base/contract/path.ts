/** One step of a path: a name, and what to take of what is there. */
export interface Step {
  /** Null for a suffix alone: `[1]`. */
  readonly name: string | null;
  /** Other names that will do as well: `a|b`. XML only. */
  readonly or?: readonly string[];
  /** `[n]` or, for `[]`, `each`; in order. */
  readonly suffixes: readonly (number | 'each')[];
}

/** Where a value lies, from a record: so many levels up, then down the steps. No steps: this very value. */
export interface Path {
  readonly text: string;
  readonly up: number;
  readonly steps: readonly Step[];
}

/** Text that is not a path, with the column (from 0) where reading stopped. */
export class PathSyntaxError extends Error {
  readonly column: number;
  constructor(message: string, column: number) {
    super(message);
    this.column = column;
  }
}

const LATER: readonly [RegExp, string][] = [
  [/^\$/, '"$" (the exchange) is not built yet'],
  [/^\*/, '"*" (any element) is not built yet'],
  [/^\[[^\]]*=/, '"[name=value]" (pick by a constant) is not built yet'],
];

/**
 * Reads a path: `anchor? steps | '.'`, with `anchor := ('^' '.'?)+`, `step := name ('|' name)* suffix*`, `suffix := '[' int ']' | '[]'`.
 * A name that contains `. [ ] '` is written in single quotes (`''` is a quote).
 * @throws PathSyntaxError
 */
export const parsePath = (text: string): Path => {
  if (text === '.') return { text, up: 0, steps: [] };
  const anchor = /^(\^\.?)*/.exec(text)?.[0] ?? '';
  const up = anchor.replaceAll('.', '').length;
  let column = anchor.length;
  const steps: Step[] = [];
  const fail = (message: string): never => {
    throw new PathSyntaxError(message, column);
  };
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const found = pattern.exec(text.slice(column));
    if (found) column += found[0].length;
    return found;
  };
  while (column < text.length) {
    if (steps.length > 0 && !take(/^\./)) fail('expected "." or the end');
    const later = LATER.find(([pattern]) => pattern.test(text.slice(column)));
    if (later) fail(later[1]);
    steps.push(step());
  }
  if (steps.length === 0 && up === 0) fail('a path cannot be empty; "." means this very value');
  if (steps.length === 0 && text.endsWith('.')) fail('expected a name');
  return { text, up, steps };

  function step(): Step {
    if (text[column] === '^') fail('"^" can only stand at the beginning; quote a name that begins with it');
    const first = name();
    if (first === undefined && (text[column] !== '[' || steps.length > 0)) fail('expected a name');
    const or = first === undefined ? [] : others();
    const suffixes: (number | 'each')[] = [];
    for (let at = suffix(); at !== null; at = suffix()) suffixes.push(at);
    return { name: first ?? null, ...(or.length > 0 ? { or } : {}), suffixes };
  }

  function others(): readonly string[] {
    const names: string[] = [];
    while (take(/^\|/)) names.push(name() ?? fail('expected a name'));
    return names;
  }

  function name(): string | undefined {
    const quoted = take(/^'((?:[^']|'')+)'/);
    return quoted ? quoted[1]?.replaceAll("''", "'") : take(/^[^.[\]'|*]+/)?.[0];
  }

  function suffix(): number | 'each' | null {
    const later = LATER.find(([pattern]) => pattern.test(text.slice(column)));
    if (later) fail(later[1]);
    const found = take(/^\[(-?\d+)?\]/);
    if (found) return found[1] === undefined ? 'each' : Number(found[1]);
    return text[column] === '[' ? fail('expected "[]" or a number in brackets, like "[0]"') : null;
  }
};

/** The path of one plain name, whatever characters it has. */
export const pathOfName = (name: string): Path => ({ text: name, up: 0, steps: [{ name, suffixes: [] }] });

/** Whether the path fans out over a list. */
export const fansOut = (path: Path): boolean => path.steps.some(({ suffixes }) => suffixes.includes('each'));

/** Whether the path is `.`: this very value. */
export const isThisValue = (path: Path): boolean => path.up === 0 && path.steps.length === 0;
