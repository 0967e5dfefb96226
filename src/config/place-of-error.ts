import { fileURLToPath } from 'node:url';

/** Where an error happened. */
export interface ErrorPlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** A place at the head of a stack, as Node puts it for syntax errors; or in one of its frames. A URL may carry a query. */
const HEAD = /^((?:file:\/\/)?\/[^?\n]+?|[A-Za-z]:[^?\n]+?)(?:\?[^:\s]*)?:(\d+)$/;
const FRAME = /(?:\(|\bat (?:async )?)((?:file:\/\/)?\/[^?)\n]+?)(?:\?[^:)\s]*)?:(\d+):\d+\)?$/;

/**
 * Where a module that could not be loaded went wrong: in itself, or in one that it imports; never in a package. Undefined where the error does
 * not say: errors of syntax in plain JavaScript do not.
 */
export const placeOfError = (error: unknown, module: string): ErrorPlace | undefined => {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  const head = HEAD.exec(lines[0] ?? '');
  const places = [...(head ? [head] : []), ...lines.flatMap((line) => matched(FRAME.exec(line)))]
    .map(([, file = '', line = '']) => ({ file: pathOf(file), line: Number(line) }))
    .filter(({ file }) => !/[\\/]node_modules[\\/]/.test(file));
  return head ? places[0] : places.find(({ file }) => file === module);
};

const matched = (match: RegExpExecArray | null): readonly RegExpExecArray[] => (match ? [match] : []);

const pathOf = (file: string): string => (file.startsWith('file:') ? fileURLToPath(file) : file);
