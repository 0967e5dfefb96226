import { execFile } from 'node:child_process';
import type { SoakFigures } from '../../bench/soak/soak.ts';

/** Runs the soak in a process of its own, where nothing but its own leaks can be found. Resolves whether or not there are violations. */
export const runSoak = (seconds: number, seed: number): Promise<SoakFigures> =>
  new Promise((resolve, reject) => {
    const args = ['bench/soak/main.ts', '--seconds', String(seconds), '--seed', String(seed), '--json'];
    execFile(process.execPath, args, { maxBuffer: 2 ** 24 }, (error, out, trouble) => {
      // It ends with 1 when it has found violations, and with more if it could not look for any.
      if (error && error.code !== 1) reject(new Error(`The soak ended with ${error.code}: ${trouble}`));
      else resolve(JSON.parse(out) as SoakFigures);
    });
  });
