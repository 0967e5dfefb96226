import type { Generation } from './generation.ts';

/** What becomes of an attempt to make a graph. */
export interface LoadingOptions {
  readonly open: () => Promise<Generation>;
  readonly adopt: (next: Generation) => Promise<void>;
  readonly complain: (error: unknown) => void;
  readonly tell: (line: string) => void;
}

/** Makes graphs, one after another. */
export interface Loading {
  /** Whether a graph was made and adopted. @throws what `adopt` does */
  readonly load: () => Promise<boolean>;
  /** Whether the last one could not be made. */
  readonly failed: () => boolean;
}

/** Loading takes a tenth of a second; what takes so long, in milliseconds, is not waited for before the next edit. */
const PATIENCE_MS = 5_000;

/** A graph that comes late, of a module that waits for something, is adopted if nothing has been edited since. */
export const loading = ({ open, adopt, complain, tell }: LoadingOptions): Loading => {
  let count = 0;
  let failed = false;
  const refuse = (error: unknown): undefined => {
    failed = true;
    complain(error);
  };
  const takeLate = async (opening: Promise<Generation>, mine: number): Promise<void> => {
    try {
      const next = await opening;
      await (mine === count ? adopt(next) : next.stop());
    } catch (error) {
      if (mine === count) refuse(error);
    }
  };
  const made = async (opening: Promise<Generation>): Promise<Generation | undefined> => {
    try {
      const next = await Promise.race([opening, late(PATIENCE_MS)]);
      failed = next === 'late';
      if (next !== 'late') return next;
      tell(`Modules have been loading for ${PATIENCE_MS / 1000} s: one of them may wait for something.`);
      void takeLate(opening, count);
    } catch (error) {
      refuse(error);
    }
    return undefined;
  };
  return {
    failed: () => failed,
    async load() {
      count += 1;
      const next = await made(open());
      if (next) await adopt(next);
      return next !== undefined;
    },
  };
};

const late = (ms: number): Promise<'late'> => new Promise((done) => setTimeout(() => done('late'), ms).unref());
