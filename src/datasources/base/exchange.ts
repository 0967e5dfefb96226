import { type Call, isUpstreamError, UpstreamError } from '../../resilience/index.ts';
import type { Answer } from './answer.ts';
import type { Signer } from './auth/signer.ts';
import { cachingHeaders, confirmedHeaders, speaksOfAnother } from './cache/caching-headers.ts';
import type { FreshnessOf } from './cache/freshness-of.ts';
import type { ReadAnswer, ReadValue } from './contract/answer.ts';
import type { FindFault } from './contract/faults.ts';
import { classifyRefusal, limitInstead } from './http/classify-refusal.ts';
import { readPushback } from './http/read-pushback.ts';
import { isBodiless } from './transport/read-head.ts';
import type { Drill, Transport, WireResponse } from './transport/transport.ts';

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
  /** A kept answer that the headers ask about: HTTP 304 confirms it. */
  readonly known?: Answer;
  /** A failure that is rehearsed. */
  readonly drill?: Drill;
}

export interface ExchangeOptions {
  readonly transport: Transport;
  readonly signer: Signer;
  readonly maxBytes: number;
  readonly connectMs: number;
  /** Whether the host's name may lead to a private address. */
  readonly allowPrivate: boolean;
  /** The wall clock, for dates in headers. */
  readonly epochMs: () => number;
  readonly freshness: FreshnessOf;
}

/** One attempt: sign, send, and turn what comes into the operation's answer, or into one failure. */
export const exchange =
  (options: ExchangeOptions) =>
  async (call: HttpCall): Promise<Answer> => {
    const response = await options.transport.send(signed(call, options), call.signal);
    const now = options.epochMs();
    const pushback = readPushback(response.status, response.headers, now);
    if (pushback) call.hear?.(pushback);
    const { reader, known } = call;
    if (known && response.status === 304) return confirmed(known, response, call, options);
    const refused = classifyRefusal(response, now);
    if (refused) throw moreOf(refused, faultIn(response, reader));
    if (isBodiless(call.method, response.status))
      throw new UpstreamError('protocol', {
        status: response.status,
        sent: 'yes',
        detail: 'no content where a document was expected',
      });
    const { value, misfits } = readBody(response, reader, now);
    const parts = response.status === 200 ? options.freshness(call.headers, response.headers) : null;
    return {
      value,
      misfits: misfits > 0,
      parts,
      // What did not fit may fit the next time: it is asked for again.
      freshness: misfits > 0 ? null : parts,
      bytes: response.body.length,
      headers: cachingHeaders(response.headers),
    };
  };

/** What an answer of success holds. One that cannot be read may still say, in prose, that there were too many. */
const readBody = (response: WireResponse, { parse, findFault, read }: AnswerReader, nowEpochMs: number): ReadValue => {
  try {
    const document = parse(response.body, response.headers['content-type']);
    const fault = findFault?.(document);
    if (fault) throw fault;
    return read(document);
  } catch (error) {
    if (!isUpstreamError(error)) throw error;
    const unread = error.kind === 'malformed' || error.kind === 'mismatch';
    throw (unread && limitInstead(response, nowEpochMs)) || error.with({ sent: 'yes' });
  }
};

/** The value as it was kept, with what is now said of it. */
const confirmed = (
  known: Answer,
  response: WireResponse,
  { headers: sent, trace }: HttpCall,
  { freshness }: ExchangeOptions,
): Answer => {
  trace.cache = 'confirmed';
  const headers = confirmedHeaders(known.headers, response.headers);
  // It must do for now; but whoever asks next asks for the whole.
  const fresh = speaksOfAnother(known.headers, response.headers) ? null : freshness(sent, headers);
  return { ...known, headers, freshness: fresh, parts: fresh };
};

const signed = (call: HttpCall, { signer, maxBytes, connectMs, allowPrivate }: ExchangeOptions) => {
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
    allowPrivate,
    ...(call.drill ? { drill: call.drill } : {}),
  };
};

/** A code that the source knows says more than a status; one it does not know says less. */
const moreOf = (refused: UpstreamError, fault: UpstreamError | null): UpstreamError => {
  if (!fault) return refused;
  const { detail } = fault.facts;
  // A limit is a limit, whatever the code beside it is called.
  return fault.kind === 'rejected' || refused.kind === 'throttled'
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
