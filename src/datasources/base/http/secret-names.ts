/** Words of names whose values are nobody else's business. */
const SECRET: ReadonlySet<string> = new Set([
  'token',
  'tokens',
  'password',
  'passwords',
  'passwd',
  'passphrase',
  'passcode',
  'pwd',
  'pin',
  'otp',
  'secret',
  'secrets',
  'authorization',
  'credential',
  'credentials',
  'cookie',
  'cookies',
  'session',
  'sessionid',
  'jwt',
  'bearer',
  'signature',
  'csrf',
  'xsrf',
  'apikey',
  'accesskey',
  'secretkey',
  'privatekey',
  'email',
  'emails',
  'mail',
  'phone',
  'mobile',
  'ssn',
  'iban',
]);

/** A key is a secret beside one of these; by itself it names things: `"key": "ISSUE-1"`. */
const KEYS: ReadonlySet<string> = new Set([
  'api',
  'access',
  'private',
  'secret',
  'signing',
  'encryption',
  'client',
  'account',
  'auth',
  'subscription',
  'shared',
  'license',
]);

/** A name that ends so speaks of a secret, and does not hold it: `tokenType`, `passwordChangedAt`. */
const ABOUT: ReadonlySet<string> = new Set([
  'type',
  'types',
  'expires',
  'expiry',
  'expiration',
  'at',
  'on',
  'in',
  'date',
  'count',
  'length',
  'ttl',
  'policy',
  'required',
  'enabled',
  'verified',
  'valid',
]);

/** Names of parameters in a URL that hold credentials, whatever they are called elsewhere. */
const PARAMETERS: ReadonlySet<string> = new Set(['key', 'sig', 'auth', 'appid', 'code']);

/** The words of a name: of `accessToken`, `access_token`, `x-access-token`. */
const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');

/** Whether the value of a member, an element or an attribute of this name is secret, or personal. */
export const isSecretName = (name: string): boolean => {
  const words = wordsOf(name);
  if (ABOUT.has(words.at(-1) ?? '')) return false;
  if (words.some((word) => SECRET.has(word))) return true;
  return words.some((word) => word === 'key' || word === 'keys') && words.some((word) => KEYS.has(word));
};

/** Whether a parameter of a URL holds a credential. */
export const isSecretParameter = (name: string): boolean => isSecretName(name) || PARAMETERS.has(name.toLowerCase());
