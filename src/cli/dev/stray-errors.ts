import { fileURLToPath } from 'node:url';
import { inWords } from '../../config/user-error.ts';

/**
 * Hears of what modules throw when nobody waits for it: in a timer, or in a promise that is let go. Node would end the process for it, and with
 * it the last good graph. @returns what stops it
 */
export const strayErrors = (tell: (sentence: string) => void, shownAs: (path: string) => string): (() => void) => {
  const hear = (error: unknown): void =>
    tell(`A module threw, and nothing waited for it: ${inWords(error)}${whereIn(error, shownAs)}.`);
  process.on('uncaughtException', hear);
  return () => void process.off('uncaughtException', hear);
};

const FRAME = /(file:\/\/[^?)\n]+)(?:\?[^:)\s]*)?:(\d+):\d+\)?$/m;

/** ` (src/a.ts, line 3)` of the first frame that lies in no package. */
const whereIn = (error: unknown, shownAs: (path: string) => string): string => {
  const frames = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  const [, file, line] =
    frames.map((frame) => FRAME.exec(frame)).find((found) => found && !found[1]?.includes('/node_modules/')) ?? [];
  return file === undefined ? '' : ` (${shownAs(fileURLToPath(file))}, line ${line})`;
};
