import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import got, { type Got } from 'got';
import { ACCEPTED_CODINGS } from './decompress.ts';
import { exchange } from './exchange.ts';
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
  /** Makes the socket of a connection, for tests of what no server can do. @default net.connect */
  readonly connect?: () => Duplex;
}

const MAX_LOOKUP_MS = 1000;

/** The transport over got: its connections, and its timeouts before the request is sent. */
export const gotTransport = (options: GotTransportOptions = {}): Transport => {
  // Kept apart: a connection into a private network is not for whoever may not make one.
  const anywhere = agents(options);
  const guarded = agents(options);
  const clients = { open: clientOver(anywhere), guarded: clientOver(guarded) };
  const lookup = options.lookup ?? (dns.lookup as LookupFunction);
  return {
    send(request, signal) {
      const client = request.allowPrivate ? clients.open : clients.guarded;
      return exchange(() => open(client, request, lookup), request, signal);
    },
    close() {
      for (const { http: plain, https: secure } of [anywhere, guarded]) {
        plain.destroy();
        secure.destroy();
      }
    },
  };
};

interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

const agents = ({ maxSockets = Infinity, idleMs = 15_000, ca, connect }: GotTransportOptions): Agents => {
  const kept = { keepAlive: true, maxSockets, timeout: idleMs };
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
  { method, url, headers, body, connectMs, allowPrivate = false }: WireRequest,
  lookup: LookupFunction,
): ReturnType<Got['stream']> => {
  const stream = client.stream(url, {
    method,
    headers,
    timeout: { lookup: Math.min(MAX_LOOKUP_MS, connectMs), connect: connectMs, secureConnect: connectMs },
    // An address, or localhost, was written by whoever configured it: only names can lead astray.
    dnsLookup: (isExplicit(url.hostname) ? lookup : publicLookup(lookup, allowPrivate)) as never,
    ...(body === undefined ? {} : { body }),
  });
  // got ends a request without a body by itself only if its method can have none.
  if (body === undefined && method !== 'GET' && method !== 'HEAD') stream.end();
  return stream;
};

const isExplicit = (hostname: string): boolean =>
  hostname === 'localhost' || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
