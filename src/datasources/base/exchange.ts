import { type Call, isUpstreamError, UpstreamError } from '../../resilience/index.ts';
import type { Answer } from './answer.ts';
import type { Credential, Credentials } from './auth/credentials.ts';
import { signed } from './auth/signed.ts';
import { cachingHeaders, confirmedHeaders, speaksOfAnother } from './cache/caching-headers.ts';
import type { FreshnessOf } from './cache/freshness-of.ts';
import type { ReadValue } from './contract/answer.ts';
import type { FindFault } from './contract/faults.ts';
import type { MayTell } from './contract/own-words.ts';
import { classifyRefusal, limitInstead, withItsTime } from './http/classify-refusal.ts';
import { parseHttpDate } from './http/http-date.ts';
import { readPushback } from './http/read-pushback.ts';
import { retryAfterMs } from './http/retry-after.ts';
import type { Journal } from './journal.ts';
import type { Pending } from './operation/poll.ts';
import type { Hints, ReadHints } from './pages/hints.ts';
import type { FindProblems } from './problems/find-problems.ts';
import { isBodiless } from './transport/read-head.ts';
import type { Drill, Transport, WireResponse } from './transport/transport.ts';

/** How the answers of one operation are read. What an API says in words of its own is told only as far as `mayTell` allows. */
export interface AnswerReader {
  /** For the `accept` header. */
  readonly accept: string;
  /** From the bytes to a document. @throws UpstreamError `malformed` */
  readonly parse: (body: Uint8Array, contentType: string | undefined) => unknown;
  readonly findFault: FindFault | null;
  /** What a refusal says of the fields of its request. @default nothing */
  readonly findProblems?: FindProblems;
  /** Statuses that say no more than that there is a fault: what the fault says decides, and beside others it does not. @default a fault that is known decides */
  readonly faultStatuses?: readonly number[];
  /** From a document to the operation's value. @throws UpstreamError if the place itself is not there */
  readonly read: (document: unknown, mayTell: MayTell) => ReadValue;
  /** Whether HTTP 202 says that the answer is still to come. @default false */
  readonly polls?: boolean;
  /** What an answer says of pages, beside its value. @default the operation has none */
  readonly hints?: ReadHints;
  /** Whether every record says which it is: `id: ID!`. @default false */
  readonly identified?: boolean;
}

/** A call over HTTP. */
export interface HttpCall extends Call {
  readonly requestId: string;
  readonly method: Method;
  /** Without the credential. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The same bytes for every attempt. @default none */
  readonly body?: Uint8Array;
  readonly reader: AnswerReader;
  /** What it is signed with, for whoever asked. */
  readonly credentials: Credentials;
  /** What this attempt is signed with. @default what `credentials` gives out */
  readonly credential?: Credential;
  /** Hears the clock of an API that refused the credential, in milliseconds since 1970. */
  readonly hearDate?: (epochMs: number) => void;
  /** A kept answer that the headers ask about: HTTP 304 confirms it. */
  readonly known?: Answer;
  /** A failure that is rehearsed. */
  readonly drill?: Drill;
  /** Where it is noted, for whoever asked. @default nowhere */
  readonly journal?: Journal | null;
}

/** What a request does over there (RFC 9110 section 9.3). */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Hears of an answer of success, as it came: neither parsed nor judged. `mayTell` says which words of it may be told. */
export type Tap = (call: HttpCall, response: WireResponse, mayTell: MayTell) => void;

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
    if (isRefusalOf(response.status, call.reader)) tellDate(call, response, now);
    const pushback = readPushback(response.status, response.headers, now);
    if (pushback) call.hear?.(pushback);
    const { reader, known } = call;
    if (known && response.status === 304) return confirmed(known, response, call, options);
    const refused = classifyRefusal(response, now);
    if (refused) {
      const failure = withItsTime(moreOf(refused, response, reader, mayTell), response, now);
      throw explained(failure, response, reader, mayTell);
    }
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
const isRefusalOf = (status: number, { faultStatuses = [] }: AnswerReader): boolean =>
  status === 401 || status === 403 || faultStatuses.includes(status);

/** Signatures hold a date: those who make them hear of another clock. */
const tellDate = ({ hearDate }: HttpCall, { headers }: WireResponse, nowEpochMs: number): void => {
  const date = parseHttpDate(headers['date'] ?? '', nowEpochMs);
  if (date !== undefined) hearDate?.(date);
};

/** What is wrong with a request is told field by field, where the answer says so. */
const explained = (
  failure: UpstreamError,
  response: WireResponse,
  { findProblems }: AnswerReader,
  mayTell: MayTell,
): UpstreamError => {
  const fields =
    failure.kind === 'rejected' || failure.kind === 'conflict' ? (findProblems?.(response, mayTell) ?? []) : [];
  return fields.length === 0 ? failure : failure.with({ fields });
};

/** A code that the source knows says more than a status; one it does not know says less. */
const moreOf = (
  refused: UpstreamError,
  response: WireResponse,
  reader: AnswerReader,
  mayTell: MayTell,
): UpstreamError => {
  const { faultStatuses } = reader;
  const fault = faultIn(response, reader, mayTell);
  if (!fault) return refused;
  if (faultStatuses?.includes(refused.facts.status ?? 0)) return fault.with({ ...refused.facts, ...fault.facts });
  const { detail } = fault.facts;
  // A limit is a limit, whatever the code beside it is called.
  return fault.kind === 'rejected' || refused.kind === 'throttled' || faultStatuses
    ? refused.with(detail === undefined ? {} : { detail })
    : fault.with({ ...refused.facts, ...fault.facts });
};

/** A fault says more than a status: looked for on refusals too, where the body can be read at all. */
const faultIn = (
  { body, headers }: WireResponse,
  { parse, findFault }: AnswerReader,
  mayTell: MayTell,
): UpstreamError | null => {
  if (!findFault || body.length === 0) return null;
  try {
    return findFault(parse(body, headers['content-type']), mayTell);
  } catch {
    return null;
  }
};
