import type { ClientRequest } from 'node:http';
import { isIP, type Socket } from 'node:net';
import type { Sent } from '../../../resilience/index.ts';

/** How far one attempt has got. */
export type Phase = 'queue' | 'proxy' | 'lookup' | 'connect' | 'tls' | 'response' | 'body';

/** What the wire has seen of one attempt. Decides what may be done about its failure. */
export interface Progress {
  readonly phase: Phase;
  readonly sent: Sent;
  /** A kept connection is being used again. */
  readonly reused: boolean;
  /** At least one byte came back. */
  readonly answered: boolean;
  /** Whether the present phase has lasted longer than the timers of this process should have let it. */
  readonly late: () => boolean;
}

/** Progress in the hands of the attempt itself. */
export interface MutableProgress extends Progress {
  phase: Phase;
  sent: Sent;
  reused: boolean;
  answered: boolean;
}

const LATE_MS = 250;

/** Before any connection. `connectMs`: how long each phase of connecting may last. */
export const start = (connectMs: number): MutableProgress => {
  let phase: Phase = 'queue';
  let since = performance.now();
  return {
    get phase() {
      return phase;
    },
    set phase(next) {
      phase = next;
      since = performance.now();
    },
    sent: 'no',
    reused: false,
    answered: false,
    late: () => performance.now() - since > connectMs + LATE_MS,
  };
};

/** Follows a request from its connection to the response's headers. The listeners end with the phases they wait for. */
export const follow = (
  progress: MutableProgress,
  request: ClientRequest,
  socket: Socket,
  url: URL,
  proxied = false,
): void => {
  const ready = () => {
    progress.phase = 'response';
    progress.sent = 'maybe';
  };
  // Not `socket.bytesRead`: a TLS farewell counts there, and is no answer.
  socket.prependOnceListener('data', () => {
    progress.answered = true;
  });
  progress.reused = request.reusedSocket;
  // A connection that failed at once is not connecting either.
  if (!socket.connecting && !socket.destroyed) {
    ready();
    return;
  }
  // A tunnel is handed over when it stands; a connection to a proxy for plain HTTP is handed over on its way.
  if (proxied) {
    socket.once('connect', ready);
    return;
  }
  progress.phase = isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0 ? 'lookup' : 'connect';
  if (progress.phase === 'lookup')
    socket.once('lookup', (error: Error | null) => {
      if (error === null) progress.phase = 'connect';
    });
  if (url.protocol !== 'https:') socket.once('connect', ready);
  else {
    socket.once('connect', () => {
      progress.phase = 'tls';
    });
    socket.once('secureConnect', ready);
  }
};
