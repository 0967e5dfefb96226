import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, importJWK, jwtVerify } from 'jose';
import { OAuth2Issuer, OAuth2Service } from 'oauth2-mock-server';
import { events } from './events.ts';

const BASE = '/v1/';

/** A calendar on loopback, whose users sign in by npm `oauth2-mock-server`: a code with PKCE, refresh tokens that rotate. */
export interface CalendarServer {
  readonly baseUrl: string;
  /** Requests in the order of arrival, with whose token they came: `GET events ada`. */
  readonly wire: string[];
  /** Refresh tokens that were sent. */
  readonly refreshed: string[];
  readonly stop: () => Promise<void>;
}

export interface CalendarOptions {
  /** @default any that is free */
  readonly port?: number;
  /** How long an access token lasts, in seconds. */
  readonly lifeS: number;
}

export const startCalendar = async ({ port = 0, lifeS }: CalendarOptions): Promise<CalendarServer> => {
  const issuer = new OAuth2Issuer();
  issuer.url = 'https://id.calendar.example';
  const verified = verifier(issuer, await issuer.keys.generate('RS256'));
  const refreshed: string[] = [];
  const signIn = signInAt(issuer, lifeS, refreshed);
  const wire: string[] = [];
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '', 'http://localhost');
    const path = url.pathname.slice(BASE.length);
    if (path === 'oauth/authorize' && !url.searchParams.has('as')) return choose(url, response);
    if (path.startsWith('oauth/')) return signIn.requestHandler(request, response);
    const user = await verified(request);
    wire.push(`${request.method} ${path} ${user}`);
    if (user === undefined) return void response.writeHead(401, { 'www-authenticate': 'Bearer' }).end();
    const body = JSON.stringify({ items: events[user] ?? [] });
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'private, max-age=1' }).end(body);
  };
  const server = createServer((request, response) => void respond(request, response));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE}`,
    wire,
    refreshed,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** The page on which people say who they are. This one believes them. */
const choose = (url: URL, response: ServerResponse): void => {
  const links = Object.keys(events).map((user) => {
    const address = new URL(url);
    address.searchParams.set('as', user);
    return `<li><a href="${`${address.pathname}${address.search}`.replaceAll('&', '&amp;')}">${user}</a></li>`;
  });
  response.writeHead(200, { 'content-type': 'text/html' }).end(`<h1>Calendar</h1>Sign in as<ul>${links.join('')}</ul>`);
};

/** Remembers whose code, and whose refresh token, is whose: each is good for one exchange. */
const signInAt = (issuer: OAuth2Issuer, lifeS: number, refreshed: string[]): OAuth2Service => {
  const service = new OAuth2Service(issuer, { token: `${BASE}oauth/token`, authorize: `${BASE}oauth/authorize` });
  const owners = new Map<string, string>();
  service.on('beforeAuthorizeRedirect', ({ url }, request) => {
    const user = new URL(request.url ?? '', 'http://localhost').searchParams.get('as') ?? '';
    owners.set(url.searchParams.get('code') ?? '', user);
  });
  service.on('beforeTokenSigning', ({ payload }, { body }) => {
    const { code = '', refresh_token: refresh = '' } = body as Readonly<Record<string, string>>;
    const now = Math.floor(Date.now() / 1_000);
    Object.assign(payload, { sub: owners.get(code || refresh) ?? 'nobody', exp: now + lifeS });
  });
  service.on('beforeResponse', (response, { body }) => {
    const { code = '', refresh_token: refresh = '' } = body as Readonly<Record<string, string>>;
    if (refresh !== '') refreshed.push(refresh);
    const user = owners.get(code || refresh);
    if (user === undefined || !owners.delete(code || refresh)) {
      Object.assign(response, { statusCode: 400, body: { error: 'invalid_grant' } });
      return;
    }
    const next = `${user} ${crypto.randomUUID()}`;
    owners.set(next, user);
    response.body = { ...(response.body as object), expires_in: lifeS, refresh_token: next };
  });
  return service;
};

/** Whose token a request carries; undefined if it has none of this issuer, or one that has ended. */
const verifier = (issuer: OAuth2Issuer, { kid }: { readonly kid: string }) => {
  const key = importJWK(issuer.keys.toJSON().find((each) => each.kid === kid) ?? { kty: 'RSA' }, 'RS256');
  return async ({ headers }: IncomingMessage): Promise<string | undefined> => {
    const token = headers.authorization?.replace(/^Bearer /, '') ?? '';
    try {
      await jwtVerify(token, await key, { issuer: issuer.url ?? '' });
      return decodeJwt(token).sub;
    } catch {
      return undefined;
    }
  };
};
