import type { ChildProcess } from 'node:child_process';
import { ended, type Ran, servedAt, spawnBreakwater } from '../run.ts';

/** `breakwater dev`, as a process of its own. */
export interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly end: Promise<Ran>;
  /** Everything that it has printed so far. */
  readonly text: () => string;
  /** Waits until something is printed. */
  readonly says: (words: RegExp, patienceMs?: number) => Promise<string>;
  readonly stop: () => Promise<Ran>;
}

/** @param waits it has no good graph to begin with */
export const runDev = async (cwd: string, { waits = false }: { readonly waits?: boolean } = {}): Promise<Running> => {
  const child = spawnBreakwater(['dev', '--port', '0'], { cwd });
  const end = ended(child);
  let text = '';
  const hear = (chunk: Buffer): void => {
    text += chunk.toString();
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const says = async (words: RegExp, patienceMs = 8_000): Promise<string> => {
    const start = performance.now();
    for (;;) {
      const found = words.exec(text)?.[0];
      if (found !== undefined) return found;
      if (performance.now() - start > patienceMs) throw new Error(`"${words.source}" was not said:\n${text}`);
      await pause(5);
    }
  };
  const url = waits ? '' : await servedAt(child);
  return {
    child,
    url,
    end,
    text: () => text,
    says,
    stop: () => {
      child.kill('SIGTERM');
      return end;
    },
  };
};

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Asks by HTTP, on a connection that is kept. */
export const ask = async (url: string, query: string): Promise<unknown> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
};
