/**
 * Text that knows where it may break: a small printer after Wadler, "A prettier printer" (2003). A group that does not fit into what is left of its
 * line breaks at every place of its own.
 */
export type Doc =
  | string
  | readonly Doc[]
  | { readonly kind: 'group'; readonly of: Doc }
  | { readonly kind: 'indent'; readonly of: Doc }
  /** `flat` where its group is in one line, else a new line; `undefined`: its group breaks in any case. */
  | { readonly kind: 'line'; readonly flat: string | undefined }
  /** Text that depends on whether its group breaks. */
  | { readonly kind: 'either'; readonly broken: string; readonly flat: string }
  /** The first that fits until its first forced break, or else the last. */
  | { readonly kind: 'first'; readonly of: readonly Doc[] };

export const group = (...of: readonly Doc[]): Doc => ({ kind: 'group', of });
export const indent = (...of: readonly Doc[]): Doc => ({ kind: 'indent', of });
export const line: Doc = { kind: 'line', flat: ' ' };
export const softLine: Doc = { kind: 'line', flat: '' };
export const hardLine: Doc = { kind: 'line', flat: undefined };
export const either = (broken: string, flat: string): Doc => ({ kind: 'either', broken, flat });
export const firstOf = (...of: readonly Doc[]): Doc => ({ kind: 'first', of });

/** Docs with something between them. */
export const separate = (docs: readonly Doc[], between: Doc): Doc =>
  docs.flatMap((doc, i) => (i === 0 ? [doc] : [between, doc]));

/** Columns of a line: those of this repository. */
const WIDTH = 120;

/** Columns that text takes: characters of East Asian scripts take two. */
const widthOf = (text: string): number =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is the usual case.
  /^[\u0000-\u007f]*$/.test(text) // oxlint-disable-line no-control-regex
    ? text.length
    : Array.from(text).reduce(
        (sum, each) =>
          sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(each) ? 2 : 1),
        0,
      );

interface Task {
  readonly doc: Doc;
  readonly depth: number;
  readonly broken: boolean;
}

/** Prints a doc, two spaces a level, without blanks at the ends of lines. */
export const print = (doc: Doc): string => {
  const out: string[] = [];
  let column = 0;
  const tasks: Task[] = [{ doc, depth: 0, broken: true }];
  for (let task = tasks.pop(); task; task = tasks.pop()) {
    const step = stepOf(task, (tried) => fits(tried, tasks, WIDTH - column));
    if (Array.isArray(step)) tasks.push(...step.toReversed());
    else if (step === undefined) {
      out.push('\n', '  '.repeat(task.depth));
      column = 2 * task.depth;
    } else {
      out.push(step as string);
      column += widthOf(step as string);
    }
  }
  return out.join('').replace(/[^\S\n]+$/gm, '');
};

/** What a task comes down to: text, a new line (`undefined`), or smaller tasks. */
const stepOf = (
  { doc, depth, broken }: Task,
  isFitting: (task: Task) => boolean,
): string | undefined | readonly Task[] => {
  if (typeof doc === 'string') return doc;
  if (!('kind' in doc)) return doc.map((each) => ({ doc: each, depth, broken }));
  if (doc.kind === 'indent') return [{ doc: doc.of, depth: depth + 1, broken }];
  if (doc.kind === 'line') return broken ? undefined : doc.flat;
  if (doc.kind === 'either') return broken ? doc.broken : doc.flat;
  if (doc.kind === 'group') {
    const flat = { doc: doc.of, depth, broken: false };
    return [{ ...flat, broken: broken && (hasForced(doc.of) || !isFitting(flat)) }];
  }
  const chosen = doc.of.find((each) => isFitting({ doc: each, depth, broken: true })) ?? doc.of.at(-1) ?? '';
  return [{ doc: chosen, depth, broken }];
};

/** Whether a task, and what follows it until a line may end, has room. */
const fits = (task: Task, after: readonly Task[], room: number): boolean => {
  const own: Task[] = [task];
  const others: Task[] = [];
  let left = room;
  let next = after.length;
  while (left >= 0) {
    const isOwn = own.length > 0;
    const each = own.pop() ?? others.pop() ?? after[--next];
    if (!each) return true;
    // What follows may break wherever it can.
    const step = stepOf(each, () => isOwn);
    if (step === undefined) return true;
    if (typeof step === 'string') left -= widthOf(step);
    else (isOwn ? own : others).push(...step.toReversed());
  }
  return false;
};

const hasForced = (doc: Doc): boolean => {
  if (typeof doc === 'string') return false;
  if (!('kind' in doc)) return doc.some(hasForced);
  if (doc.kind === 'line') return doc.flat === undefined;
  if (doc.kind === 'either') return false;
  return doc.kind === 'first' ? doc.of.every(hasForced) : hasForced(doc.of);
};
