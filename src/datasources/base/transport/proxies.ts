import type { Environment } from '../auth/auth.ts';
import { readNoProxy } from './no-proxy.ts';

/** The proxy that requests to a URL go through; undefined: none. */
export type ProxyOf = (url: URL) => URL | undefined;

const first = (environment: Environment, names: readonly string[]): readonly [string, string] | undefined =>
  names.flatMap((name) => {
    const value = environment[name]?.trim();
    return value ? [[name, value] as const] : [];
  })[0];

/**
 * Reads a proxy from a variable: `http://proxy.example:3128`, with a credential if it wants one, or without its scheme.
 * @throws TypeError that names the variable; its value may hold a credential, and is not told
 */
export const readProxy = (name: string, value: string): URL => {
  const text = /^[a-z][\w+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.hostname === '') throw new TypeError(`${name} is no URL of a proxy, like http://proxy.example:3128.`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new TypeError(
      `${name} must start with http: or https:, not "${url.protocol}": proxies of other kinds are not spoken to.`,
    );
  if (!isDecodable(url.username) || !isDecodable(url.password))
    throw new TypeError(`${name} holds a credential that is not percent-encoded.`);
  return url;
};

const isDecodable = (text: string): boolean => {
  try {
    return decodeURIComponent(text) !== undefined;
  } catch {
    return false;
  }
};

/**
 * The proxies that an environment names, as curl reads it: `https_proxy` for https, `http_proxy` for http, `no_proxy` for whom to ask
 * without; in lower case before upper case. Empty is not set.
 * @throws TypeError for what is no proxy
 */
export const proxiesFrom = (environment: Environment): ProxyOf => {
  const read = (...names: readonly string[]): URL | undefined => {
    const found = first(environment, names);
    return found && readProxy(...found);
  };
  const byProtocol: Readonly<Record<string, URL | undefined>> = {
    'https:': read('https_proxy', 'HTTPS_PROXY'),
    'http:': read('http_proxy', 'HTTP_PROXY'),
  };
  const [, list = ''] = first(environment, ['no_proxy', 'NO_PROXY']) ?? [];
  const asksWithout = readNoProxy(list);
  return (url) => (asksWithout(url) ? undefined : byProtocol[url.protocol]);
};

/** How a source goes out, instead of as the environment says: through the proxy that a variable names, or through none. */
export type ProxyWords = { readonly env: string } | false;

/** What a source says of proxies, for each request; undefined: nothing. @throws TypeError for what is no proxy */
export const proxyOfSource = (said: ProxyWords | undefined, environment: Environment): URL | false | undefined => {
  if (said === undefined || said === false) return said;
  const value = environment[said.env]?.trim();
  // Whoever wants a proxy would rather not be asked than be heard on another way.
  if (!value) throw new TypeError(`${said.env} is not set.`);
  return readProxy(said.env, value);
};
