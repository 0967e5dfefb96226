import { readFileSync } from 'node:fs';
import type { TlsWords } from './fault.ts';

/** What a TLS server shows, in PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const pemOf = new Map<string, string>();

/** Read when it is first needed, relative to this module: it works from `src` and from a build alike. */
const pem = (name: string): string => {
  const text = pemOf.get(name) ?? readFileSync(new URL(`./certificates/${name}.pem`, import.meta.url), 'utf8');
  pemOf.set(name, text);
  return text;
};

/** A certificate with its key. Made by `tools/certificates.sh`, valid until 2120 except for `expired`. */
export const certificate = (name: TlsWords['certificate']): Certificate => ({ key: pem('key'), cert: pem(name) });

/** The authority to trust, in PEM: it has signed all but `selfSigned`, and `incompleteChain` only by way of another. */
export const authority = (): string => pem('authority');
