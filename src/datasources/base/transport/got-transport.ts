import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import got, { type Got } from 'got';
import { ACCEPTED_CODINGS } from './decompress.ts';
import { exchange } from './exchange.ts';
import type { Transport, WireRequest } from './transport.ts';

/** How connections are made and kept. */
export interface GotTransportOptions {
  /** Connections to one origin at a time; more wait. @default Infinity */
  readonly maxSockets?: number;
  /** An idle connection is closed after this long, before something on the way forgets it silently. @default 15000 */
  readonly idleMs?: number;
  /** Resolves host names. @default dns.lookup */
  readonly lookup?: LookupFunction;
}

const MAX_LOOKUP_MS = 1000;

/** The transport over got: its connections, and its timeouts before the request is sent. */
export const gotTransport = (options: GotTransportOptions = {}): Transport => {
  const { maxSockets = Infinity, idleMs = 15_000 } = options;
  const agent = {
    http: new http.Agent({ keepAlive: true, maxSockets, timeout: idleMs }),
    https: new https.Agent({ keepAlive: true, maxSockets, timeout: idleMs }),
  };
  const client = clientOver(agent, options.lookup);
  return {
    send: (request, signal) => exchange(() => open(client, request), request, signal),
    close() {
      agent.http.destroy();
      agent.https.destroy();
    },
  };
};

/** All else that got offers is off, because it is decided elsewhere. */
const clientOver = (agent: { http: http.Agent; https: https.Agent }, lookup: LookupFunction | undefined): Got =>
  got.extend({
    agent,
    headers: { 'user-agent': 'breakwater', 'accept-encoding': ACCEPTED_CODINGS },
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    // got sets no limit to what a body inflates to; decompress.ts does.
    decompress: false,
    ...(lookup === undefined ? {} : { dnsLookup: lookup }),
  });

const open = (client: Got, { method, url, headers, body, connectMs }: WireRequest): ReturnType<Got['stream']> => {
  const stream = client.stream(url, {
    method,
    headers,
    timeout: { lookup: Math.min(MAX_LOOKUP_MS, connectMs), connect: connectMs, secureConnect: connectMs },
    ...(body === undefined ? {} : { body }),
  });
  // got ends a request without a body by itself only if its method can have none.
  if (body === undefined && method !== 'GET' && method !== 'HEAD') stream.end();
  return stream;
};
