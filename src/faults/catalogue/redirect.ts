import { onlyWrites } from '../cases.ts';
import type { Case, Entry, Expected, Seen } from '../entry.ts';
import type { HeardRequest } from '../fault.ts';
import { respond } from '../respond.ts';

const redirected: Expected = { outcome: 'redirected', again: 'no', sent: ['yes'], within: 'fast' };

/** Where an answer points to, in words of its own server. */
type Where = (port: number, heard: HeardRequest) => string | readonly string[];

const PATH = '/elsewhere';
const statuses = [301, 302, 303, 307, 308] as const;

/** It was asked once, and where it pointed to was not asked at all. */
const notFollowed = ({ wire, connections }: Seen): readonly string[] => [
  ...(wire.some((heard) => heard.includes(PATH)) ? ['the redirect was followed'] : []),
  ...(new Set(wire).size === wire.length ? [] : [`expected each request once, heard ${wire.length}`]),
  ...(connections <= wire.length ? [] : [`expected no more connections than requests, saw ${connections}`]),
];

const pointing = (
  says: string,
  where: Where,
  more: { readonly status?: number; readonly tls?: boolean } = {},
): Case => ({
  says,
  fault: {
    ...(more.tls ? { tls: { certificate: 'good' } } : {}),
    script: (socket, heard) =>
      respond(socket, { status: more.status ?? 302, headers: { location: where(socket.localPort ?? 0, heard) } }),
  },
  expected: redirected,
  check: notFollowed,
});

/** Answers that point elsewhere: nobody goes there, and so neither does a credential. */
export const redirect: readonly Entry[] = [
  {
    id: 'X1',
    says: 'it points to itself',
    cases: [
      ...[300, ...statuses].map((status) => pointing(String(status), (_port, { target }) => target, { status })),
      pointing('by another path of its own', () => PATH),
    ],
  },
  {
    id: 'X2',
    says: 'it points to another origin',
    cases: [
      ...statuses.map((status) => pointing(String(status), (port) => `http://localhost:${port}${PATH}`, { status })),
      pointing('without a scheme', (port) => `//localhost:${port}${PATH}`),
      pointing('with a credential', (port) => `http://user:secret@127.0.0.1:${port}${PATH}`),
    ],
  },
  {
    id: 'X3',
    says: 'it points from https to http on the same host',
    cases: statuses.map((status) =>
      pointing(String(status), (port) => `http://127.0.0.1:${port}${PATH}`, { status, tls: true }),
    ),
  },
  {
    id: 'X4',
    says: 'it sends a POST on to another origin',
    cases: statuses.flatMap((status) => [
      { ...pointing(`${status}`, (port) => `http://localhost:${port}${PATH}`, { status }), notFor: onlyWrites },
      {
        ...pointing(`${status}, from https to http`, (port) => `http://127.0.0.1:${port}${PATH}`, {
          status,
          tls: true,
        }),
        notFor: onlyWrites,
      },
    ]),
  },
  {
    id: 'X5',
    says: 'it points to what is no place on the web',
    cases: [
      pointing('file:', () => 'file:///etc/passwd'),
      pointing('unix:', () => 'http://unix:/var/run/docker.sock:/containers/json'),
      pointing('data:', () => 'data:application/json,{}'),
      pointing('not a URL', () => 'http://[::bad'),
      pointing('bytes that no URL has', () => 'http://\u00e9\u00ff/%zz'),
      pointing('two places', () => [PATH, '/']),
      pointing('nothing', () => ''),
      {
        says: 'nowhere',
        fault: { script: (socket) => respond(socket, { status: 302 }) },
        expected: redirected,
        check: notFollowed,
      },
    ],
  },
  {
    id: 'X6',
    says: 'it points into our own network',
    cases: [
      pointing('169.254.169.254', () => 'http://169.254.169.254/latest/meta-data/'),
      pointing('localhost', (port) => `http://localhost:${port}${PATH}`),
      pointing('127.0.0.1', (port) => `http://127.0.0.1:${port}${PATH}`),
      pointing('[::1]', (port) => `http://[::1]:${port}${PATH}`),
    ],
  },
];
