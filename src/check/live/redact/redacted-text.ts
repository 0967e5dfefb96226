import { isSecretParameter } from '../../../datasources/base/index.ts';

/** What stands in the place of what was taken out. */
export const REDACTED = 'redacted';

/** Shorter ones would be found everywhere. */
const SHORTEST = 4;

/** Takes what is secret out of a text. */
export type RedactText = (text: string) => string;

/** Text without these secrets in any spelling, without the parameters of URLs that hold credentials, and without what looks like a token. */
export const redactText = (secrets: readonly string[]): RedactText => {
  const spellings = [...new Set(secrets.filter(({ length }) => length >= SHORTEST).flatMap(spellingsOf))]
    // Of two that begin alike the longer one goes first.
    .toSorted((a, b) => b.length - a.length);
  return (text) => {
    let left = text;
    for (const secret of spellings) left = left.replaceAll(secret, REDACTED);
    return left
      .replace(/\b(Bearer|Basic)\s+[\w+/.~-]{8,}=*/g, `$1 ${REDACTED}`)
      .replace(/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, REDACTED)
      .replace(/(:\/\/)[^/\s:@"'<>]+:[^/\s@"'<>]+@/g, `$1${REDACTED}@`)
      .replace(PARAMETER, (whole, before: string, name: string) =>
        isSecretParameter(decoded(name)) ? `${before}${name}=${REDACTED}` : whole,
      );
  };
};

const PARAMETER = /([?&;])([\w.~%[\]-]+)=([^&#;\s"'<>]*)/g;

const decoded = (name: string): string => {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
};

const spellingsOf = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret).toString('base64url'),
];
