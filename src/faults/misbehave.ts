import { once } from 'node:events';
import net, { type AddressInfo, type Server, type Socket } from 'node:net';
import tls, { type TlsOptions } from 'node:tls';
import { type ResponseWatch, responseWatch } from './response-watch.ts';

/** Answers one request, or fails to. `request` is its whole text; `nth` counts the server's requests from 1. */
export type RawScript = (socket: Socket, request: string, nth: number) => void;

export interface MisbehavingServer {
  /** `http://127.0.0.1:port`, or `https:` with a key. */
  readonly url: string;
  readonly port: number;
  /** The requests that came, as `GET /path`. */
  readonly wire: readonly string[];
  /** When each of them came, in milliseconds of the clock of this process. */
  readonly wireAt: readonly number[];
  /** Connections there have been. */
  readonly connections: () => number;
  /** Connections open at this moment. */
  readonly open: () => number;
  /** Of those: all that do not merely wait for another request. Something was asked and not wholly answered, or nothing was asked yet. */
  readonly busy: () => number;
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
  const watches = new Map<Socket, ResponseWatch>();
  const wire: string[] = [];
  const wireAt: number[] = [];
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
    const watch = watchWrites(socket);
    watches.set(socket, watch);
    socket.on('close', () => watches.delete(socket));
    options.onConnection?.(socket);
    eachRequest(socket, (request) => {
      watch.asked();
      wire.push(request.split(' ', 2).join(' '));
      wireAt.push(performance.now());
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
    wireAt,
    connections: () => connections,
    open: () => sockets.size,
    busy: () => Math.max(0, sockets.size - [...watches.values()].filter((watch) => watch.atRest()).length),
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

/** Reads along what is written to a socket. */
const watchWrites = (socket: Socket): ResponseWatch => {
  const watch = responseWatch();
  const write = socket.write.bind(socket) as (...args: readonly unknown[]) => boolean;
  socket.write = (...args: readonly unknown[]): boolean => {
    const [said, encoding] = args;
    if (typeof said === 'string')
      watch.wrote(Buffer.from(said, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'));
    else if (said instanceof Uint8Array) watch.wrote(Buffer.from(said.buffer, said.byteOffset, said.byteLength));
    return write(...args);
  };
  return watch;
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
