import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Certificate authorities in PEM, or what is wrong with a file, in a sentence. */
export const readAuthorities = (paths: readonly string[]): readonly string[] | string => {
  const read: string[] = [];
  for (const path of paths) {
    try {
      const text = readFileSync(path, 'utf8');
      // The first certificate of a bundle stands for all: Node would leave out what it cannot read without a word.
      void new X509Certificate(text);
      read.push(text);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      return `ca: ${path} ${/^E[A-Z]+$/.test(code) ? `cannot be read (${code})` : 'holds no certificate in PEM'}.`;
    }
  }
  return read;
};
