import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import got, { type Got } from 'got';
import { ACCEPTED_CODINGS } from './decompress.ts';
import { exchange } from './exchange.ts';
import { isLoopback } from './no-proxy.ts';
import type { ProxyOf } from './proxies.ts';
import { refuseProxyAnswer } from './proxy-answer.ts';
import { publicLookup } from './public-lookup.ts';
import type { Transport, WireRequest } from './transport.ts';

/** How connections are made and kept. */
export interface GotTransportOptions {
  /** Connections to one origin at a time; more wait. @default Infinity */
  readonly maxSockets?: number;
  /** An idle connection is closed after this long, before something on the way forgets it silently. @default 15000 */
  readonly idleMs?: number;
  /** Resolves host names. @default dns.lookup */
  readonly lookup?: LookupFunction;
  /** Certificate authorities to trust beside those of Node, in PEM. @default none */
  readonly ca?: readonly string[];
  /** The proxy for each URL; this machine itself is never asked through one. A request's own `proxy` wins. @default none */
  readonly proxyOf?: ProxyOf;
  /** Makes the socket of a connection, for tests of what no server can do. @default net.connect */
  readonly connect?: () => Duplex;
}

const MAX_LOOKUP_MS = 1000;

/** The transport over got: its connections, and its timeouts before the request is sent. */
export const gotTransport = (options: GotTransportOptions = {}): Transport => {
  const pools = new Map<string, Pool>();
  // Kept apart: a connection into a private network is not for whoever may not make one.
  const poolFor = (proxy: URL | undefined, allowPrivate: boolean): Pool => {
    const key = `${proxy?.href ?? ''} ${allowPrivate}`;
    const known = pools.get(key) ?? poolOf(options, proxy);
    pools.set(key, known);
    return known;
  };
  const lookup = options.lookup ?? dns.lookup;
  return {
    async send(request, signal) {
      const proxy = proxyFor(request, options);
      const { client } = poolFor(proxy, request.allowPrivate ?? false);
      const opened = () => open(client, request, lookup, proxy !== undefined);
      const response = await exchange(opened, request, signal, proxy !== undefined);
      if (proxy) refuseProxyAnswer(response, request);
      return response;
    },
    close() {
      for (const { agent } of pools.values()) {
        agent.http.destroy();
        agent.https.destroy();
      }
    },
  };
};

interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

/** The connections that go one way: straight, or through one proxy. */
interface Pool {
  readonly agent: Agents;
  readonly client: Got;
}

const proxyFor = ({ url, proxy }: WireRequest, { proxyOf }: GotTransportOptions): URL | undefined => {
  if (proxy === false || isLoopback(url)) return undefined;
  return proxy ?? proxyOf?.(url);
};

const poolOf = (options: GotTransportOptions, proxy: URL | undefined): Pool => {
  const agent = agents(options, proxy);
  return { agent, client: clientOver(agent) };
};

const agents = (
  { maxSockets = Infinity, idleMs = 15_000, ca, connect }: GotTransportOptions,
  proxy: URL | undefined,
): Agents => {
  // Whom to ask without a proxy was decided before; the agents know of one proxy, and of no exceptions.
  const proxyEnv = proxy === undefined ? {} : { proxyEnv: { http_proxy: proxy.href, https_proxy: proxy.href } };
  const kept = { keepAlive: true, maxSockets, timeout: idleMs, ...proxyEnv };
  const agent = {
    http: new http.Agent(kept),
    https: new https.Agent({
      ...kept,
      ...(ca === undefined ? {} : { ca: [...tls.getCACertificates('default'), ...ca] }),
    }),
  };
  if (connect) for (const each of [agent.http, agent.https]) each.createConnection = connect;
  return agent;
};

/** All else that got offers is off, because it is decided elsewhere. */
const clientOver = (agent: Agents): Got =>
  got.extend({
    agent,
    headers: { 'user-agent': 'breakwater', 'accept-encoding': ACCEPTED_CODINGS },
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    // got sets no limit to what a body inflates to; decompress.ts does.
    decompress: false,
  });

const open = (
  client: Got,
  { method, url, headers, body, connectMs, allowPrivate = false, tls: shown }: WireRequest,
  lookup: LookupFunction,
  proxied: boolean,
): ReturnType<Got['stream']> => {
  const stream = client.stream(url, {
    method,
    headers,
    // got's timers watch a socket on its way to the API: on the way to a proxy they would never be told to stop.
    timeout: proxied
      ? {}
      : { lookup: Math.min(MAX_LOOKUP_MS, connectMs), connect: connectMs, secureConnect: connectMs },
    // An address, or localhost, was written by whoever configured it: only names can lead astray.
    dnsLookup: isExplicit(url.hostname) ? lookup : publicLookup(lookup, allowPrivate),
    ...(body === undefined ? {} : { body }),
    // Part of the name under which the agent keeps connections.
    ...(shown ? { https: { certificate: shown.cert, key: shown.key } } : {}),
  });
  // got ends a request without a body by itself only if its method can have none.
  if (body === undefined && method !== 'GET' && method !== 'HEAD') stream.end();
  return stream;
};

const isExplicit = (hostname: string): boolean =>
  hostname === 'localhost' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
