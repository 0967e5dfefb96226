import type { Entry, Expected } from '../entry.ts';
import type { TlsWords } from '../fault.ts';
import { silent } from '../slow.ts';

/** Of an identity or of settings nothing is sent, and nothing changes by asking again. */
const untrusted: Expected = { outcome: 'untrusted', again: 'no', sent: ['no'], within: 'fast' };

const showing = (certificate: TlsWords['certificate']) => [{ fault: { tls: { certificate } }, expected: untrusted }];

/** A handshake over TLS that fails. */
export const tls: readonly Entry[] = [
  { id: 'T1', says: 'the certificate is signed by itself', cases: showing('selfSigned') },
  { id: 'T2', says: 'the certificate is for another host', cases: showing('wrongHost') },
  { id: 'T3', says: 'the certificate has expired', cases: showing('expired') },
  { id: 'T4', says: 'the chain of certificates is incomplete', cases: showing('incompleteChain') },
  {
    id: 'T5',
    says: 'the two sides cannot agree on TLS',
    cases: [
      {
        says: 'it speaks TLS 1.1 at most',
        fault: { tls: { certificate: 'good', minVersion: 'TLSv1', maxVersion: 'TLSv1.1' } },
        expected: untrusted,
      },
      {
        says: 'they share no cipher',
        // For a key of another kind than the certificate's: no offer can be accepted.
        fault: { tls: { certificate: 'good', maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' } },
        expected: untrusted,
      },
      {
        says: 'it wants a certificate of us, in TLS 1.2',
        fault: { tls: { certificate: 'good', maxVersion: 'TLSv1.2', requestCert: true } },
        expected: untrusted,
      },
      {
        says: 'it wants a certificate of us, in TLS 1.3',
        fault: { tls: { certificate: 'good', minVersion: 'TLSv1.3', requestCert: true } },
        // There the refusal comes after our side has finished its handshake (RFC 8446 section 4.4.2.4), and has sent the request.
        expected: { ...untrusted, sent: ['no', 'maybe'] },
      },
    ],
  },
  {
    id: 'T6',
    says: 'it speaks plain HTTP where TLS is expected',
    cases: [
      {
        fault: {
          scheme: 'https',
          onConnection: (socket) => {
            socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n'));
          },
        },
        expected: untrusted,
      },
    ],
  },
  {
    id: 'T7',
    says: 'it speaks TLS where plain HTTP is expected',
    cases: [
      {
        fault: { tls: { certificate: 'good' }, scheme: 'http' },
        expected: { outcome: 'disconnected', again: 'yes', sent: ['maybe'], within: 'fast' },
      },
    ],
  },
  {
    id: 'T8',
    says: 'the handshake never ends',
    cases: [
      {
        fault: { scheme: 'https', script: silent },
        expected: { outcome: 'connectTimeout', again: 'yes', sent: ['no'], within: 'attempt' },
      },
    ],
  },
  {
    id: 'T9',
    says: 'the connection is reset during the handshake',
    cases: [
      {
        fault: {
          scheme: 'https',
          onConnection: (socket) => {
            socket.once('data', () => socket.resetAndDestroy());
          },
        },
        expected: { outcome: 'unreachable', again: 'yes', sent: ['no'], within: 'fast' },
      },
    ],
  },
];
