import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { importJWK, jwtVerify } from 'jose';
import { OAuth2Issuer, OAuth2Service } from 'oauth2-mock-server';
import { crm } from './crm.ts';

const BASE = '/v2/';

/** A CRM on loopback whose tokens are those of npm `oauth2-mock-server`, at `/v2/oauth/token`, and are verified. */
export interface CrmServer {
  readonly baseUrl: string;
  /** Requests in the order of arrival: `GET contacts?limit=100`, with the idempotency key where there is one. */
  readonly wire: string[];
  /** What token requests showed: `Basic ...`. */
  readonly shown: string[];
  /** The next write is acted upon, and its connection ends without an answer. */
  readonly loseNextAnswer: () => void;
  readonly stop: () => Promise<void>;
}

export const startCrm = async (): Promise<CrmServer> => {
  const issuer = new OAuth2Issuer();
  issuer.url = 'https://id.crm.example';
  const verified = verifier(issuer, await issuer.keys.generate('RS256'));
  const tokens = new OAuth2Service(issuer, { token: `${BASE}oauth/token` });
  const answer = crm();
  const wire: string[] = [];
  const shown: string[] = [];
  let losing = false;
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request;
    const { pathname, searchParams: query, search } = new URL(url, 'http://localhost');
    const path = pathname.slice(BASE.length);
    const key = headers['idempotency-key'];
    wire.push([method, `${path}${search}`, ...(key === undefined ? [] : [String(key)])].join(' '));
    if (path === 'oauth/token') {
      shown.push(headers.authorization ?? '');
      tokens.requestHandler(request, response);
      return;
    }
    if (!(await verified(request))) return void response.writeHead(401, { 'www-authenticate': 'Bearer' }).end();
    const said = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    const { status = 200, ...answered } = answer({ method, path, query, headers: said, body: await text(request) });
    if (losing && method === 'POST') {
      losing = false;
      return void request.socket.destroy();
    }
    response.writeHead(status, answered.headers).end(answered.body);
  };
  const server = createServer((request, response) => void respond(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE}`,
    wire,
    shown,
    loseNextAnswer: () => {
      losing = true;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** Whether a request carries a token of this issuer that has not ended and is good for this CRM. */
const verifier = (issuer: OAuth2Issuer, { kid }: { readonly kid: string }) => {
  const key = importJWK(issuer.keys.toJSON().find((each) => each.kid === kid) ?? { kty: 'RSA' }, 'RS256');
  return async ({ headers }: IncomingMessage): Promise<boolean> => {
    const token = headers.authorization?.replace(/^Bearer /, '') ?? '';
    try {
      const { payload } = await jwtVerify(token, await key, { issuer: issuer.url ?? '' });
      return payload['scope'] === 'crm';
    } catch {
      return false;
    }
  };
};
