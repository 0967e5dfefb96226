import { type Api, gotTransport, type Transport } from '../datasources/base/index.ts';
import { authority, certificate } from '../faults/certificates.ts';
import type { Fault, TlsWords } from '../faults/fault.ts';
import type { MisbehavingServer } from '../faults/misbehave.ts';

/** Where the API of a source stands that misbehaves so. */
export const baseUrl = ({ baseUrl: base }: Api, { port }: MisbehavingServer, fault: Fault): string => {
  const scheme = fault.scheme ?? (fault.tls ? 'https' : 'http');
  return `${scheme}://${fault.host ?? '127.0.0.1'}:${port}${new URL(base).pathname}`;
};

/** What a server of TLS is set up with. */
export const tlsOptions = ({ certificate: name, ...words }: TlsWords) => ({
  ...certificate(name),
  ...words,
  ...(words.requestCert ? { rejectUnauthorized: true } : {}),
});

/** What the fault does to names and sockets happens to its own API alone. */
export const transports = ({ lookup, connect }: Fault, healthyUrl: string): Transport => {
  const faulty = gotTransport({
    ca: [authority()],
    ...(lookup ? { lookup } : {}),
    ...(connect ? { connect } : {}),
  });
  const healthy = gotTransport();
  return {
    send: (request, signal) => (request.url.origin === healthyUrl ? healthy : faulty).send(request, signal),
    close() {
      faulty.close();
      healthy.close();
    },
  };
};
