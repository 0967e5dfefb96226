import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Memory in use, in bytes, after everything that is garbage has been collected. */
export interface Memory {
  readonly heap: number;
  /** Buffers, which lie beside the heap. */
  readonly external: number;
  /** What the system gives the process: tells of peaks, not of leaks. */
  readonly rss: number;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Collects garbage, twice because finalizers free more, and looks at what is left. */
export const memory = async (): Promise<Memory> => {
  collect();
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed, external, rss };
};

const SLACK_BYTES = 10 * 2 ** 20;

/** Sentences of what has grown by more than a third and 10 MB. */
export const growth = (start: Memory, end: Memory): readonly string[] =>
  (['heap', 'external'] as const).flatMap((what) =>
    end[what] <= start[what] * 1.3 + SLACK_BYTES
      ? []
      : [`${what} memory grew from ${start[what]} to ${end[what]} bytes`],
  );
