import { readFileSync } from 'node:fs';

/** The text of a file in `data/`. Read at start, relative to this module: it works from `src` and from a build alike. */
export function readText(file: string): string {
  return readFileSync(new URL(`./data/${file}`, import.meta.url), 'utf8');
}

/** The same, parsed. The files are ours and tested, so whoever reads one may take its shape on trust. */
export function readData(file: string): unknown {
  return JSON.parse(readText(file));
}
