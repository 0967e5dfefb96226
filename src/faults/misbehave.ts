import { once } from 'node:events';
import net, { type AddressInfo, type Server, type Socket } from 'node:net';
import tls, { type TlsOptions } from 'node:tls';

/** Answers one request, or fails to. `request` is its whole text; `nth` counts the server's requests from 1. */
export type RawScript = (socket: Socket, request: string, nth: number) => void;

export interface MisbehavingServer {
  /** `http://127.0.0.1:port`, or `https:` with a key. */
  readonly url: string;
  readonly port: number;
  /** The requests that came, as `GET /path`. */
  readonly wire: readonly string[];
  /** Connections there have been. */
  readonly connections: () => number;
  /** Connections open at this moment. */
  readonly open: () => number;
  /** Resolves when no connection is open any more. */
  readonly closed: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface MisbehaveOptions {
  /** Speak TLS with this key and certificate. */
  readonly tls?: TlsOptions;
  /** Called with each connection, before anything is read. */
  readonly onConnection?: (socket: Socket) => void;
}

/** A server on 127.0.0.1 that does exactly what its script says to the raw socket, however wrong. */
export const misbehave = async (script: RawScript, options: MisbehaveOptions = {}): Promise<MisbehavingServer> => {
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  const wire: string[] = [];
  let connections = 0;

  const keep = (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0) for (const wake of waiting) wake();
    });
  };
  const accept = (socket: Socket) => {
    // A TLS server is heard of its connections by `connection`, before the handshake.
    if (!options.tls) keep(socket);
    options.onConnection?.(socket);
    eachRequest(socket, (request) => {
      wire.push(request.split(' ', 2).join(' '));
      script(socket, request, wire.length);
    });
  };
  const server: Server = options.tls
    ? tls
        .createServer(options.tls, accept)
        .on('tlsClientError', () => {})
        .on('connection', keep)
    : net.createServer(accept);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    wire,
    connections: () => connections,
    open: () => sockets.size,
    closed: () =>
      sockets.size === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.add(resolve);
          }),
    async close() {
      const ended = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await ended;
    },
  };
};

/** Tells of each whole request. */
const eachRequest = (socket: Socket, tell: (request: string) => void): void => {
  let heard = '';
  socket.on('data', (bytes) => {
    heard += bytes.toString('latin1');
    for (let length = requestLength(heard); length > 0; length = requestLength(heard)) {
      const request = heard.slice(0, length);
      heard = heard.slice(length);
      tell(request);
    }
  });
};

/** How long the first whole request in `heard` is; 0 while it is incomplete. */
const requestLength = (heard: string): number => {
  const head = heard.indexOf('\r\n\r\n') + 4;
  if (head < 4) return 0;
  const body = Number(/^content-length: *(\d+)/im.exec(heard.slice(0, head))?.[1] ?? 0);
  return heard.length >= head + body ? head + body : 0;
};
