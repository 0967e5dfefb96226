import { BlockList, isIP } from 'node:net';

/** What an entry of the list says of a host and a port. */
type Rule = (host: string, port: string) => boolean;

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** A host as sockets take it: without the brackets of an IPv6 address, or the dot at the end of a full name. */
const bareHost = (hostname: string): string =>
  hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const isIn = (list: BlockList, host: string): boolean => {
  const version = isIP(host);
  return version !== 0 && list.check(host, version === 6 ? 'ipv6' : 'ipv4');
};

/** Whether a host is this machine itself: no proxy elsewhere can reach it. */
export const isLoopback = ({ hostname }: URL): boolean => {
  const host = bareHost(hostname);
  return host === 'localhost' || host.endsWith('.localhost') || isIn(loopback, host);
};

/** `10.0.0.0/8`; undefined for what is no range of addresses. */
const rangeOf = (entry: string): Rule | undefined => {
  const [, address = '', bits = ''] = /^\[?([\da-f.:]+)\]?\/(\d{1,3})$/.exec(entry) ?? [];
  const version = isIP(address);
  if (version === 0 || Number(bits) > (version === 6 ? 128 : 32)) return undefined;
  const list = new BlockList();
  list.addSubnet(address, Number(bits), version === 6 ? 'ipv6' : 'ipv4');
  return (host) => isIn(list, host);
};

/** `example.com`, `.example.com` and `*.example.com` mean the name and all below it, as curl reads them; a port narrows it. */
const ruleOf = (entry: string): Rule => {
  if (entry === '*') return () => true;
  const range = rangeOf(entry);
  if (range) return range;
  const isAddress = isIP(entry) !== 0;
  const [, given = entry, wanted] = (isAddress ? null : /^(.+?)(?::(\d+))?$/.exec(entry)) ?? [];
  const name = bareHost(given.replace(/^\*?\./, ''));
  return (host, port) =>
    (wanted === undefined || wanted === port) && (host === name || (isIP(host) === 0 && host.endsWith(`.${name}`)));
};

/** Reads a `NO_PROXY` list: whether a URL is asked without a proxy. Entries are separated by commas or spaces. */
export const readNoProxy = (text: string): ((url: URL) => boolean) => {
  const rules = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .map(ruleOf);
  return ({ hostname, port, protocol }) =>
    rules.some((rule) => rule(bareHost(hostname), port === '' ? (DEFAULT_PORTS[protocol] ?? '') : port));
};
