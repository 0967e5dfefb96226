import http from 'node:http';
import type { Gateway } from '../../src/gateway/create-gateway.ts';
import type { Question } from './questions.ts';

/** What a client reads. */
export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** One operation of a client. */
export interface Asked extends Question {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Asks a gateway; `null` if the client left before there was an answer. Rejects if the gateway does. */
export type Ask = (asked: Asked) => Promise<Answer | null>;

/** The ways to ask the gateway of one caller. */
export interface Ways {
  readonly directly: Ask;
  readonly overHttp: Ask;
}

/** Without HTTP: also who leaves gets an answer. */
export const askDirectly =
  (gateway: Gateway): Ask =>
  async (asked) =>
    JSON.parse(JSON.stringify(await gateway.execute(asked))) as Answer;

/** Over HTTP, with connections of the agent. */
export const askOverHttp =
  (url: string, agent: http.Agent): Ask =>
  ({ query, variables, headers, signal }) =>
    new Promise((resolve, reject) => {
      const fail = (error: Error) => (signal.aborted ? resolve(null) : reject(error));
      const request = http.request(
        url,
        { method: 'POST', agent, signal, headers: { 'content-type': 'application/json', ...headers } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', fail);
          response.once('end', () => {
            try {
              resolve(JSON.parse(Buffer.concat(chunks).toString()) as Answer);
            } catch (error) {
              reject(error);
            }
          });
        },
      );
      request.once('error', fail);
      request.end(JSON.stringify({ query, variables }));
    });
