import type { IncomingMessage } from 'node:http';
import { BadRequest } from './bad-request.ts';

/** What is left of a body that is too large is read up to this, and forgotten: a client that still sends does not read the refusal. */
const MAX_DISCARDED_BYTES = 16 * 2 ** 20;

/** Other types are left to Apollo, which refuses them: a form or plain text could come from a foreign page (CSRF). */
const isJson = ({ headers }: IncomingMessage): boolean =>
  /^application\/(graphql-response\+)?json *(;|$)/i.test(headers['content-type'] ?? '');

/** An integer that JavaScript would round stays text, which `ID`, `BigInt` and `Decimal` take. */
const exactInteger = (_name: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
    ? context?.source
    : value;

/** Reads a request's JSON; undefined if it says that it is something else. @throws BadRequest */
export const readJson = async (request: IncomingMessage, maxBytes: number): Promise<unknown> => {
  const body = await readBytes(request, maxBytes);
  if (!isJson(request)) return undefined;
  try {
    const text = body.toString('utf8');
    // Most bodies hold no such number, and a reviver costs many times the parsing.
    return /\d{16}/.test(text) ? JSON.parse(text, exactInteger) : JSON.parse(text);
  } catch {
    throw new BadRequest(400, 'The request body is not JSON.');
  }
};

/** Not `for await`, which would destroy the connection on leaving, and the refusal with it. */
const readBytes = (request: IncomingMessage, maxBytes: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const refuse = () => reject(new BadRequest(413, `The request body is larger than ${maxBytes} bytes.`));
    if (Number(request.headers['content-length'] ?? 0) > maxBytes + MAX_DISCARDED_BYTES) return refuse();
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else chunks.length = 0;
      if (size > maxBytes + MAX_DISCARDED_BYTES) {
        request.pause();
        refuse();
      }
    });
    request.once('end', () => (size > maxBytes ? refuse() : resolve(Buffer.concat(chunks))));
    request.once('error', () => reject(new BadRequest(400, 'The request body broke off.')));
  });
