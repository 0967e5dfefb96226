import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OptionsError } from './options.ts';

export interface Address {
  readonly port: number;
  readonly host: string;
}

/** Listens, and answers with the URL. @throws OptionsError in a sentence, if it cannot */
export const listen = async (server: Server, address: Address): Promise<string> => {
  await new Promise<void>((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(listenError(error, address));
    server.once('error', fail);
    server.listen(address.port, address.host, () => {
      server.removeListener('error', fail);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  return `http://${address.host.includes(':') ? `[${address.host}]` : address.host}:${port}/graphql`;
};

const listenError = ({ code }: NodeJS.ErrnoException, { port, host }: Address): OptionsError => {
  const sentences: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is in use. Choose another: --port 4001, or port in breakwater.config.ts.`,
    EACCES: `Port ${port} may not be opened by this user. Choose one above 1023.`,
    EADDRNOTAVAIL: `The address ${host} is not one of this machine's.`,
    ENOTFOUND: `The host ${host} could not be resolved.`,
  };
  return new OptionsError(
    sentences[code ?? ''] ?? `The server could not listen on ${host}:${port} (${code ?? 'unknown error'}).`,
  );
};

/** Closes a server: connections that are idle at once, those in use when they have ended, or after `patienceMs`. */
export const close = async (server: Server, patienceMs: number): Promise<void> => {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const force = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearTimeout(force);
};
