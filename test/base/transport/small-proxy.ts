import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** A proxy on 127.0.0.1 that resolves every name to 127.0.0.1. */
export interface SmallProxy {
  /** `http://127.0.0.1:port`, with a credential where it wants one. */
  readonly url: (credential?: string) => string;
  /** What it was asked: `CONNECT api.test:443`, `GET http://api.test/a`. */
  readonly wire: readonly string[];
  /** Its headers as they came, by request. */
  readonly credentials: readonly (string | undefined)[];
  close(): Promise<void>;
}

export interface SmallProxyOptions {
  /** `user:password`. @default anyone may */
  readonly credential?: string;
  /** Instead of a tunnel. */
  readonly onConnect?: (socket: Duplex) => void;
}

/** Tunnels by CONNECT, and passes on what is asked for in absolute form (RFC 9112 section 3.2.2). */
export const smallProxy = async ({ credential, onConnect }: SmallProxyOptions = {}): Promise<SmallProxy> => {
  const wire: string[] = [];
  const credentials: (string | undefined)[] = [];
  const sockets = new Set<Socket | Duplex>();
  const heard = (asked: IncomingMessage): boolean => {
    const given = asked.headers['proxy-authorization'];
    wire.push(`${asked.method} ${asked.url}`);
    credentials.push(given);
    return credential === undefined || given === `Basic ${Buffer.from(credential).toString('base64')}`;
  };
  const server = createServer((asked, answer) => {
    if (!heard(asked)) {
      answer.writeHead(407, { 'proxy-authenticate': 'Basic' }).end();
      return;
    }
    const { port, pathname, search } = new URL(asked.url ?? '');
    const options = { host: '127.0.0.1', port, path: pathname + search, method: asked.method ?? 'GET' };
    const onward = request(options, (response) => {
      answer.writeHead(response.statusCode ?? 0, response.headers);
      response.pipe(answer);
    });
    onward.on('error', () => answer.writeHead(502).end());
    asked.pipe(onward);
  });
  server.on('connection', (socket) => sockets.add(socket));
  server.on('connect', (asked, socket) => {
    socket.on('error', () => {});
    if (!heard(asked)) {
      socket.end('HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic\r\n\r\n');
      return;
    }
    if (onConnect) {
      onConnect(socket);
      return;
    }
    const onward = net.connect(Number(asked.url?.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    sockets.add(onward);
    onward.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: (given) => `http://${given === undefined ? '' : `${given}@`}127.0.0.1:${port}`,
    wire,
    credentials,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};
