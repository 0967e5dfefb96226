import { isUpstreamError, UpstreamError } from '../../resilience/index.ts';
import type { Answer } from './answer.ts';
import { signed } from './auth/signed.ts';
import { cachingHeaders, confirmedHeaders, speaksOfAnother } from './cache/caching-headers.ts';
import type { FreshnessOf } from './cache/freshness-of.ts';
import type { ReadValue } from './contract/answer.ts';
import type { MayTell } from './contract/own-words.ts';
import { limitInstead, withItsTime } from './http/classify-refusal.ts';
import { parseHttpDate } from './http/http-date.ts';
import { readPushback } from './http/read-pushback.ts';
import { retryAfterMs } from './http/retry-after.ts';
import type { AnswerReader, HttpCall, Tap } from './http-call.ts';
import type { Pending } from './operation/poll.ts';
import type { Hints } from './pages/hints.ts';
import { refusalOf } from './refusal-of.ts';
import { isBodiless } from './transport/read-head.ts';
import type { Transport, WireResponse } from './transport/transport.ts';

export interface ExchangeOptions {
  readonly transport: Transport;
  readonly maxBytes: number;
  readonly connectMs: number;
  /** Whether the host's name may lead to a private address. */
  readonly allowPrivate: boolean;
  /** The wall clock, for dates in headers. */
  readonly epochMs: () => number;
  readonly freshness: FreshnessOf;
  /** @default nobody does */
  readonly tap?: Tap | undefined;
}

/** One attempt: sign, send, and turn what comes into the operation's answer, or into one failure. */
export const exchange =
  (options: ExchangeOptions) =>
  async (call: HttpCall): Promise<Answer> => {
    const { maxBytes, connectMs, allowPrivate } = options;
    const { request, mayTell } = await signed(call, { maxBytes, connectMs, allowPrivate });
    const response = await options.transport.send(request, call.signal);
    const now = options.epochMs();
    if (saysWho(response.status, call.reader)) tellDate(call, response, now);
    const pushback = readPushback(response.status, response.headers, now);
    if (pushback) call.hear?.(pushback);
    const { reader, known } = call;
    if (known && response.status === 304) return confirmed(known, response, call, options);
    const refusal = refusalOf(response, reader, mayTell, now);
    if (refusal) throw refusal;
    if (reader.polls && response.status === 202) return { ...DONE, pending: pendingOf(response, now) };
    if (call.changes && isWithoutContent(call, response)) return DONE;
    if (isBodiless(call.method, response.status))
      throw new UpstreamError('protocol', {
        status: response.status,
        sent: 'yes',
        detail: 'no content where a document was expected',
      });
    options.tap?.(call, response, mayTell);
    const { value, misfits, hints } = readBody(response, reader, mayTell, now);
    const parts = response.status === 200 ? options.freshness(call.headers, response.headers) : null;
    return {
      value,
      misfits: misfits > 0,
      parts,
      // What did not fit may fit the next time: it is asked for again.
      freshness: misfits > 0 ? null : parts,
      bytes: response.body.length,
      headers: cachingHeaders(response.headers),
      ...(hints ? { hints } : {}),
    };
  };

/** To a change, no content is an answer: it was made. */
const isWithoutContent = ({ method }: HttpCall, { status, body }: WireResponse): boolean =>
  isBodiless(method, status) || body.length === 0;

const pendingOf = ({ headers }: WireResponse, nowEpochMs: number): Pending => ({
  location: headers['location'],
  waitMs: retryAfterMs(headers, nowEpochMs),
});

const DONE: Answer = { value: null, misfits: false, parts: null, freshness: null, bytes: 0, headers: {} };

/** What an answer of success holds. One that cannot be read may still say, in prose, that there were too many. */
const readBody = (
  response: WireResponse,
  { parse, findFault, read, hints }: AnswerReader,
  mayTell: MayTell,
  nowEpochMs: number,
): ReadValue & { readonly hints?: Hints } => {
  try {
    const document = parse(response.body, response.headers['content-type']);
    const fault = findFault?.(document, mayTell);
    if (fault) throw fault;
    return { ...read(document, mayTell), ...(hints ? { hints: hints(document, response.headers, mayTell) } : {}) };
  } catch (error) {
    if (!isUpstreamError(error)) throw error;
    const unread = error.kind === 'malformed' || error.kind === 'mismatch';
    throw (
      (unread && limitInstead(response, nowEpochMs)) || withItsTime(error, response, nowEpochMs).with({ sent: 'yes' })
    );
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

/** Whether a status may say who was refused: in SOAP a fault says it, beside a status that says nothing. */
const saysWho = (status: number, { faultStatuses = [] }: AnswerReader): boolean =>
  status === 401 || status === 403 || faultStatuses.includes(status);

/** Signatures hold a date: those who make them hear of another clock. */
const tellDate = ({ hearDate }: HttpCall, { headers }: WireResponse, nowEpochMs: number): void => {
  const date = parseHttpDate(headers['date'] ?? '', nowEpochMs);
  if (date !== undefined) hearDate?.(date);
};
