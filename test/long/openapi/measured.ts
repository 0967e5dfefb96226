import { ended, spawnBreakwater } from '../../cli/run.ts';

/** What a command cost, beside what it printed. */
export interface Measured {
  readonly code: number | null;
  readonly out: string;
  readonly seconds: number;
  /** The most memory it had at once, in megabytes. */
  readonly megabytes: number;
}

const TELL = `process.on('exit', () => console.error('maxRSS=' + process.resourceUsage().maxRSS))`;

/** Runs `breakwater` as a process of its own, which says at its end how much memory it had. */
export const measured = async (cwd: string, ...args: readonly string[]): Promise<Measured> => {
  const start = performance.now();
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(TELL)}` };
  const { code, out, err } = await ended(spawnBreakwater(args, { cwd, env }));
  const kilobytes = [...err.matchAll(/maxRSS=(\d+)/g)].map(([, digits]) => Number(digits));
  if (kilobytes.length === 0) throw new Error(`Nothing is known of its memory: ${err}`);
  return { code, out, seconds: (performance.now() - start) / 1_000, megabytes: Math.max(...kilobytes) / 1_024 };
};
