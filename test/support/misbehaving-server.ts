import net, { type AddressInfo, type Socket } from 'node:net';
import tls from 'node:tls';

/** Answers one request, or fails to. `request` is its whole text; `nth` counts the server's requests from 1. */
export type Script = (socket: Socket, request: string, nth: number) => void;

export interface MisbehavingServer {
  /** `http://127.0.0.1:port`, or `https:` with a key. */
  readonly url: string;
  readonly port: number;
  /** The requests that came, as `GET /path`. */
  readonly wire: readonly string[];
  /** Connections open at this moment. */
  readonly open: () => number;
  /** Resolves when no connection is open any more. */
  readonly closed: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface MisbehaveOptions {
  /** Speak TLS with this key and certificate. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Called with each connection, before anything is read. */
  readonly onConnection?: (socket: Socket) => void;
}

/** A server on 127.0.0.1 that does exactly what its script says to the raw socket, however wrong. */
export const misbehave = async (script: Script, options: MisbehaveOptions = {}): Promise<MisbehavingServer> => {
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  const wire: string[] = [];
  let nth = 0;

  const accept = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0) for (const wake of waiting) wake();
    });
    options.onConnection?.(socket);
    let heard = '';
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1');
      for (let length = requestLength(heard); length > 0; length = requestLength(heard)) {
        const request = heard.slice(0, length);
        heard = heard.slice(length);
        wire.push(request.split(' ', 2).join(' '));
        nth += 1;
        script(socket, request, nth);
      }
    });
  };
  const server = options.tls
    ? tls.createServer(options.tls, accept).on('tlsClientError', () => {})
    : net.createServer(accept);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    wire,
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

/** How long the first whole request in `heard` is; 0 while it is incomplete. */
const requestLength = (heard: string): number => {
  const head = heard.indexOf('\r\n\r\n') + 4;
  if (head < 4) return 0;
  const body = Number(/^content-length: *(\d+)/im.exec(heard.slice(0, head))?.[1] ?? 0);
  return heard.length >= head + body ? head + body : 0;
};
