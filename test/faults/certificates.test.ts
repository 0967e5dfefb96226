import { X509Certificate } from 'node:crypto';
import tls, { type TlsOptions } from 'node:tls';
import { afterEach, describe, expect, test } from '@jest/globals';
import { authority, certificate } from '../../src/faults/certificates.ts';
import type { TlsWords } from '../../src/faults/fault.ts';
import { type MisbehavingServer, misbehave } from '../../src/faults/misbehave.ts';

let server: MisbehavingServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** What comes of a handshake: `trusted`, or the code of the failure. */
const handshake = async (options: TlsOptions, host: string): Promise<unknown> => {
  server = await misbehave(() => {}, { tls: options });
  const { port } = server;
  return new Promise((resolve) => {
    const socket = tls.connect({ port, host: '127.0.0.1', ca: [authority()], checkServerIdentity: forHost(host) });
    socket.on('secureConnect', () => resolve('trusted'));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });
};

const forHost =
  (host: string): typeof tls.checkServerIdentity =>
  (_name, shown) =>
    tls.checkServerIdentity(host, shown);

describe('a certificate of the tests', () => {
  test.each<[TlsWords['certificate'], string]>([
    ['selfSigned', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['wrongHost', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['expired', 'CERT_HAS_EXPIRED'],
    ['incompleteChain', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ])('%s is refused with %s', async (name, code) => {
    expect(await handshake(certificate(name), '127.0.0.1')).toBe(code);
  });

  test.each(['127.0.0.1', 'localhost', 'api.test'])('good is trusted for %s', async (host) => {
    expect(await handshake(certificate('good'), host)).toBe('trusted');
  });

  test('will not expire while anybody remembers it, except for the one that has', () => {
    const years = (['good', 'selfSigned', 'wrongHost', 'incompleteChain', 'expired'] as const).map((name) =>
      new X509Certificate(certificate(name).cert).validToDate.getUTCFullYear(),
    );
    expect([...years, new X509Certificate(authority()).validToDate.getUTCFullYear()]).toEqual([
      2120, 2120, 2120, 2120, 2021, 2120,
    ]);
  });
});
