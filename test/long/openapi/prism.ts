import { spawn } from 'node:child_process';
import { specs } from './specs.ts';

/** Prism, which answers with the examples of a document, on a port of this machine. */
export interface Prism {
  readonly url: string;
  readonly stop: () => void;
}

/** Resolves once it listens: for the largest documents that takes it half a minute. */
export const prism = (document: string): Promise<Prism> => {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const program = specs('@stoplight/prism-cli/dist/index.js');
  const child = spawn(process.execPath, [program, 'mock', '--port', '0', '--host', '127.0.0.1', document], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let out = '';
    const hear = (chunk: Buffer) => {
      out += chunk.toString();
      const [, url] = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(out) ?? [];
      if (url !== undefined) resolve({ url, stop: () => child.kill() });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('close', (code) => reject(new Error(`Prism ended with ${code} before it listened: ${out.slice(-500)}`)));
  });
};
