const decodedPath = (path: string): string => {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
};

/** The folders whose code makes sources, and is not where their mistakes are. */
const OWN = ['../../schema/', '../../datasources/base/'].map((folder) =>
  decodedPath(new URL(folder, import.meta.url).pathname),
);

/** A frame of a stack: `at new Shop (file:///project/shop/source.ts:5:17)`. A URL may carry a query. */
const FRAME = /(?:file:\/\/)?(\/[^?()]*?|[A-Za-z]:[^?()]*?)(?:\?[^:)]*)?:(\d+):\d+\)?$/;

/** The line at which the author's own code went wrong, from 1: the innermost that is neither ours nor Node's. Undefined if the error does not say. */
export const lineOfCause = (error: unknown): number | undefined => {
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').slice(1) : [];
  for (const frame of frames) {
    if (!/^\s+at /.test(frame) || frame.includes('node:internal')) continue;
    const [, file = '', line] = FRAME.exec(frame.trimEnd()) ?? [];
    if (line !== undefined && !OWN.some((folder) => decodedPath(file).startsWith(folder))) return Number(line);
  }
  return undefined;
};
