import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inWords, UserError } from '../config/user-error.ts';

/** How something ended, in a sentence. */
export interface Outcome {
  readonly done: boolean;
  readonly says: string;
}

/** Which answer is waited for, and what becomes of it. */
export interface Wanted {
  /** Why an answer is not the one: it is refused with these words, and the waiting goes on. Undefined: it is the one. */
  readonly refuse: (answer: URLSearchParams) => string | undefined;
  readonly settle: (answer: URLSearchParams) => Promise<Outcome>;
}

/** A page on this machine that a browser is sent back to. */
export interface AnswerPage {
  /** Its address: `http://127.0.0.1:4711/callback`. By number, because a name may lead elsewhere (RFC 8252 section 8.3). */
  readonly url: string;
  /** Waits for the first answer that is wanted, and tells the browser what became of it. Undefined if none comes in time. */
  first(waitMs: number, wanted: Wanted): Promise<Outcome | undefined>;
  close(): void;
}

const PATH = '/callback';

/** Listens on loopback. @param port 0 takes any that is free @throws UserError if it cannot */
export const answerPage = async (port: number): Promise<AnswerPage> => {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(
      `--port ${port}: ${code === 'EADDRINUSE' ? 'it is in use. Leave it out to take any' : inWords(error)}.`,
    );
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`,
    first: (waitMs, { refuse, settle }) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => resolve(undefined), waitMs);
        let settling = false;
        server.on('request', (request, response) => {
          const answer = answerIn(request);
          if (answer === undefined) return say(response, 404, 'There is nothing here.');
          const refused = refuse(answer);
          if (refused !== undefined) return say(response, 400, refused);
          if (settling) return say(response, 409, 'An answer has come already.');
          settling = true;
          clearTimeout(late);
          settle(answer).then((outcome) => {
            say(response, outcome.done ? 200 : 400, `${outcome.says} You can close this window.`, () =>
              resolve(outcome),
            );
          }, reject);
        });
      }),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
};

/** Browsers also ask for pictures, and look ahead. */
const answerIn = ({ method, url = '' }: IncomingMessage): URLSearchParams | undefined => {
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  const isAnswer = method === 'GET' && pathname === PATH && (searchParams.has('code') || searchParams.has('error'));
  return isAnswer ? searchParams : undefined;
};

/** The address holds a code: no other page is to learn it. */
const HEADERS = {
  'content-type': 'text/plain; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  connection: 'close',
};

const say = (response: ServerResponse, status: number, text: string, then = () => {}): void =>
  void response.writeHead(status, HEADERS).end(`${text}\n`, then);
