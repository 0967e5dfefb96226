import { type Api, isSecretName, isSecretParameter } from '../../datasources/base/index.ts';
import type { Advice } from './advice.ts';

/**
 * A header or a word of the query that is called like a credential, and is sent as it stands. It is read by whoever reads the code, and is no
 * credential to anything that treats those apart. Its value is never told.
 */
export const secretsInCode: Advice = ({ sources, fileOf }) =>
  sources.flatMap(({ api }) =>
    [...inHeaders(api), ...inQuery(api)].map(({ what, auth }) => ({
      level: 'warning' as const,
      file: fileOf(api.name),
      place: api.name,
      message: `${api.name}: ${what} looks like a secret that stands in code.`,
      fix: `Set it in the environment, and let auth send it: auth: ${auth}.`,
    })),
  );

/** What is called like a secret, and what would send it. */
interface Told {
  readonly what: string;
  readonly auth: string;
}

const inHeaders = ({ name: source, headers = {} }: Api): readonly Told[] =>
  Object.entries(headers).flatMap(([header, value]) => {
    const name = header.toLowerCase();
    if (typeof value !== 'string' || value.trim() === '' || !isCredential(name)) return [];
    if (name !== 'cookie') return [{ what: `the header ${name}`, auth: authOf(source, name, value) }];
    const cookie = value
      .split(';')
      .map((pair) => pair.split('=')[0]?.trim() ?? '')
      .find(isSession);
    const auth = `apiKey({ cookie: '${cookie}', env: '${variable(source, 'SESSION')}' })`;
    return cookie === undefined ? [] : [{ what: `the cookie ${cookie}`, auth }];
  });

const inQuery = ({ name: source, query = {} }: Api): readonly Told[] =>
  Object.entries(query).flatMap(([name, value]) => {
    const isSaid = (typeof value === 'string' && value.trim() !== '') || typeof value === 'number';
    if (!isSaid || NOT_SECRET.test(name) || !isSecretParameter(name)) return [];
    return [{ what: `${name} in its query`, auth: `apiKey({ query: '${name}', env: '${variable(source, 'KEY')}' })` }];
  });

/** Names that are kept from recordings, or mean a credential in other addresses, and are none here. */
const NOT_SECRET = /^(?:code|.*(?:mail|phone|mobile|ssn|iban)s?)$/i;

const isCredential = (name: string): boolean => isSecretName(name) && !NOT_SECRET.test(name);
const isSession = (cookie: string): boolean => isCredential(cookie) || /^sid$|sess/i.test(cookie);

/** By the scheme, which is no secret. */
const authOf = (source: string, header: string, value: string): string => {
  const scheme = header === 'authorization' ? /^(\w+) /.exec(value)?.[1]?.toLowerCase() : undefined;
  if (scheme === 'bearer') return `bearer({ env: '${variable(source, 'TOKEN')}' })`;
  if (scheme === 'basic')
    return `basic({ user: '${variable(source, 'USER')}', password: '${variable(source, 'PASSWORD')}' })`;
  return `apiKey({ header: '${header}', env: '${variable(source, 'KEY')}' })`;
};

const variable = (source: string, what: string): string =>
  `${source.replace(/([a-z\d])([A-Z])/g, '$1_$2').toUpperCase()}_${what}`;
