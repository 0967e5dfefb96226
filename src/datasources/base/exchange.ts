import { type Call, isUpstreamError, type UpstreamError } from '../../resilience/index.ts';
import type { Signer } from './auth/signer.ts';
import type { ReadAnswer } from './contract/answer.ts';
import type { FindFault } from './contract/faults.ts';
import { classifyStatus } from './http/classify-status.ts';
import type { Transport, WireResponse } from './transport/transport.ts';

/** How the answers of one operation are read. */
export interface AnswerReader {
  /** For the `accept` header. */
  readonly accept: string;
  /** From the bytes to a document. @throws UpstreamError `malformed` */
  readonly parse: (body: Uint8Array, contentType: string | undefined) => unknown;
  readonly findFault: FindFault | null;
  readonly read: ReadAnswer;
}

/** A call over HTTP. */
export interface HttpCall extends Call {
  readonly requestId: string;
  readonly method: 'GET';
  /** Without the credential. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly reader: AnswerReader;
}

export interface ExchangeOptions {
  readonly transport: Transport;
  readonly signer: Signer;
  readonly maxBytes: number;
  readonly connectMs: number;
  /** The wall clock, for dates in headers. */
  readonly epochMs: () => number;
}

/** One attempt: sign, send, and turn what comes into the operation's value, or into one failure. */
export const exchange =
  (options: ExchangeOptions) =>
  async (call: HttpCall): Promise<unknown> => {
    const response = await options.transport.send(signed(call, options), call.signal);
    const { reader } = call;
    const refused = classifyStatus(response.status, response.headers, options.epochMs());
    if (refused) throw moreOf(refused, faultIn(response, reader));
    const document = sentAlready(() => reader.parse(response.body, response.headers['content-type']));
    const fault = reader.findFault?.(document);
    if (fault) throw fault;
    return sentAlready(() => reader.read(document));
  };

const signed = (call: HttpCall, { signer, maxBytes, connectMs }: ExchangeOptions) => {
  const { headers = {}, query = {} } = signer.sign();
  const url = new URL(call.url);
  // Not `searchParams`: it would spell the whole query anew, and what `joined` keeps apart would be one.
  for (const [name, value] of Object.entries(query))
    url.search += `${url.search === '' ? '' : '&'}${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  return {
    method: call.method,
    url,
    headers: { accept: call.reader.accept, ...call.headers, ...headers },
    maxBytes,
    connectMs,
  };
};

/** A code that the source knows says more than a status; one it does not know says less. */
const moreOf = (refused: UpstreamError, fault: UpstreamError | null): UpstreamError => {
  if (!fault) return refused;
  const { detail } = fault.facts;
  return fault.kind === 'rejected'
    ? refused.with(detail === undefined ? {} : { detail })
    : fault.with({ ...refused.facts, ...fault.facts });
};

/** A fault says more than a status: looked for on refusals too, where the body can be read at all. */
const faultIn = ({ body, headers }: WireResponse, { parse, findFault }: AnswerReader): UpstreamError | null => {
  if (!findFault || body.length === 0) return null;
  try {
    return findFault(parse(body, headers['content-type']));
  } catch {
    return null;
  }
};

const sentAlready = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw isUpstreamError(error) ? error.with({ sent: 'yes' }) : error;
  }
};
