import { isSecretName } from '../http/secret-names.ts';

/** Names whose values are personal, and no credential. */
const PERSONAL = /(?:mail|phone|mobile|ssn|iban)s?$/i;

/** Whether a name is one of a credential. */
export const isCredentialName = (name: string): boolean => isSecretName(name) && !PERSONAL.test(name);

/** What would send a header that is a credential, as code: `bearer({ env: 'SHOP_TOKEN' })`. Told by its name and its scheme, without its value; undefined where it is none. */
export const authForHeader = (source: string, header: string, value: string): string | undefined => {
  const name = header.toLowerCase();
  if (name === 'cookie') {
    const cookie = cookieNames(value).find(isSession);
    return cookie && `apiKey({ cookie: '${cookie}', env: '${variableFor(source, 'SESSION')}' })`;
  }
  if (!isCredentialName(name) && !/^(?:x-)?(?:key|auth)$/.test(name)) return undefined;
  const scheme = name === 'authorization' ? /^(\w+) /.exec(value)?.[1]?.toLowerCase() : undefined;
  if (scheme === 'bearer') return `bearer({ env: '${variableFor(source, 'TOKEN')}' })`;
  if (scheme === 'basic')
    return `basic({ user: '${variableFor(source, 'USER')}', password: '${variableFor(source, 'PASSWORD')}' })`;
  return `apiKey({ header: '${name}', env: '${variableFor(source, 'KEY')}' })`;
};

/** A variable of a source: `SHOP_KEY`. */
export const variableFor = (source: string, what: string): string =>
  `${source.replace(/([a-z\d])([A-Z])/g, '$1_$2').toUpperCase()}_${what}`;

const cookieNames = (value: string): readonly string[] =>
  value.split(';').flatMap((pair) => /^\s*([\w.-]+)=/.exec(pair)?.[1] ?? []);

const isSession = (cookie: string): boolean => isCredentialName(cookie) || /^sid$|sess/i.test(cookie);
