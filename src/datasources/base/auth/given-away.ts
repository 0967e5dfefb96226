import type { MayTell } from '../contract/own-words.ts';
import { isSecretName } from '../http/secret-names.ts';
import type { WireRequest } from '../transport/transport.ts';

/** A shorter secret is part of many words: it keeps back only the word that it is. */
const MIN_LENGTH = 4;

/** Tells words that hold one of these secrets, in any case, plain or as in a URL, from those that hold none. @param secretsOf asked once there is a word to judge */
export const keepingBack = (secretsOf: () => readonly string[]): MayTell => {
  let forms: readonly string[] | undefined;
  return (word) => {
    forms ??= secretsOf().flatMap(formsOf);
    const its = word.toLowerCase();
    return !forms.some((form) => (form.length < MIN_LENGTH ? its === form : its.includes(form)));
  };
};

const formsOf = (secret: string): readonly string[] => {
  const plain = secret.trim();
  return plain === '' ? [] : [plain.toLowerCase(), encodeURIComponent(plain.toWellFormed()).toLowerCase()];
};

/** What a request shows of secrets: what was added to sign it, and what has the name of one, though it stands in code. */
export const secretsOn = ({ url, headers }: Pick<WireRequest, 'url' | 'headers'>, added: Words, query: Words) => [
  ...Object.values(query),
  ...[...url.searchParams].flatMap(([name, value]) => (isSecretName(name) ? [value] : [])),
  ...Object.entries(headers).flatMap(([name, value]) =>
    name in added || isSecretName(name) ? secretsInHeader(name, value) : [],
  ),
];

type Words = Readonly<Record<string, string>>;

/** Its value, what follows the scheme (`Bearer abc`), and the value of each cookie. */
const secretsInHeader = (name: string, value: string): readonly string[] => [
  value,
  value.replace(/^[\w-]+ +/, ''),
  ...(name === 'cookie' ? value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1)) : []),
];
