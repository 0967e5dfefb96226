import { execFile } from 'node:child_process';

/** Runs a program of `bench/` in a process of its own, with `--json`. Resolves to its figures, also if it ends with 1 for what they say. */
export const runBench = <T>(name: 'soak' | 'storm', ...args: readonly string[]): Promise<T> =>
  new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [`bench/${name}/main.ts`, '--json', ...args],
      { maxBuffer: 2 ** 24 },
      (error, out, said) => {
        if (error && out === '') reject(new Error(`bench/${name} ended with ${error.code}: ${said}`));
        else resolve(JSON.parse(out) as T);
      },
    );
  });
