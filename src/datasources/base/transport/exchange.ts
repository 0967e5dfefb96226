import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { asUpstreamError, type FailureKind, isUpstreamError, UpstreamError } from '../../../resilience/index.ts';
import { classifyGotError } from './classify-got-error.ts';
import { decompress, readCodings } from './decompress.ts';
import { follow, type MutableProgress, type Progress, start } from './progress.ts';
import { type Head, isBodiless, readHead, refuseTooLong } from './read-head.ts';
import type { WireRequest, WireResponse } from './transport.ts';

const MAX_INTERIM_RESPONSES = 20;
const NOTHING = new Uint8Array();
/** Through a proxy the connection, the tunnel and the handshake are one phase, and may take this many times `connectMs` together. */
const PROXIED_TIMES = 2;

/** One request and its response over a stream of got's. Whatever happens, nothing of the stream is left behind. */
export const exchange = async (
  open: () => Duplex,
  request: WireRequest,
  signal: AbortSignal,
  proxied = false,
): Promise<WireResponse> => {
  const progress = start(proxied ? request.connectMs * PROXIED_TIMES : request.connectMs);
  if (signal.aborted) throw stopped(signal, progress);
  const stream = open();
  let stop: (() => void) | undefined;
  let tunnel: NodeJS.Timeout | undefined;
  const trouble = new Promise<never>((_, reject) => {
    stop = () => reject(stopped(signal, progress));
    signal.addEventListener('abort', stop, { once: true });
    watch(stream, request, progress, reject, proxied);
    if (proxied) tunnel = limitTunnel(request.connectMs * PROXIED_TIMES, progress, reject);
  });
  try {
    return await receive(stream, request, progress, trouble);
  } catch (error) {
    throw failure(error, progress);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
    clearTimeout(tunnel);
    // Also after success: an answer may come before all of the request is sent.
    stream.destroy();
  }
};

const stopped = (signal: AbortSignal, { sent, phase }: Progress): UpstreamError =>
  asUpstreamError(signal.reason).with({ sent, phase });

const failure = (error: unknown, progress: Progress): UpstreamError =>
  isUpstreamError(error)
    ? error.with({ sent: progress.sent, phase: progress.phase })
    : classifyGotError(error, progress);

/** Ends an attempt whose proxy keeps it waiting. */
const limitTunnel = (ms: number, progress: Progress, fail: (error: unknown) => void): NodeJS.Timeout =>
  setTimeout(() => {
    if (progress.phase !== 'proxy') return;
    fail(new UpstreamError(progress.late() ? 'stalled' : 'connectTimeout', { detail: 'no way through the proxy' }));
  }, ms);

/** Notes how far the attempt gets, and reports what ends it early. */
const watch = (
  stream: Duplex,
  { url }: WireRequest,
  progress: MutableProgress,
  fail: (error: unknown) => void,
  proxied: boolean,
) => {
  let interim = 0;
  stream.on('error', fail);
  stream.once('request', (sent: ClientRequest) => {
    if (proxied) progress.phase = 'proxy';
    sent.once('socket', (socket) => follow(progress, sent, socket, url, proxied));
  });
  stream.on('information', () => {
    interim += 1;
    if (interim > MAX_INTERIM_RESPONSES) fail(new UpstreamError('protocol', { detail: 'too many interim responses' }));
  });
  stream.on('upgrade', (response: IncomingMessage, socket: Socket) => {
    socket.destroy();
    fail(new UpstreamError('protocol', { status: response.statusCode ?? 101, detail: 'an upgrade nobody asked for' }));
  });
};

const receive = async (
  stream: Duplex,
  request: WireRequest,
  progress: MutableProgress,
  trouble: Promise<never>,
): Promise<WireResponse> => {
  const head = await Promise.race([trouble, headOf(stream, progress)]);
  try {
    const body = await Promise.race([trouble, bodyOf(stream, request, head)]);
    return { ...head, body };
  } catch (error) {
    const told = failure(error, progress).with({ status: head.status });
    // What the other side said by its status outranks a broken body that was to explain it.
    if (head.status >= 300 && told.facts.phase === 'body' && isBodyTrouble(told)) return { ...head, body: NOTHING };
    throw told;
  }
};

const bodyTroubles: ReadonlySet<FailureKind> = new Set([
  'truncated',
  'undecodable',
  'tooLarge',
  'protocol',
  'timeout',
  'outOfTime',
  'stalled',
]);

const isBodyTrouble = ({ kind }: UpstreamError): boolean => bodyTroubles.has(kind);

const headOf = (stream: Duplex, progress: MutableProgress): Promise<Head> =>
  new Promise((resolve, reject) => {
    stream.once('response', ({ statusCode, rawHeaders, socket }: IncomingMessage) => {
      // Nothing more is to be expected of a connection that was told to become another; it must not be used again.
      if ((statusCode ?? 0) < 200) socket.destroy();
      progress.sent = 'yes';
      progress.phase = 'body';
      try {
        resolve(readHead(statusCode ?? 0, rawHeaders));
      } catch (error) {
        reject(error);
      }
    });
  });

const bodyOf = async (stream: Duplex, { method, maxBytes }: WireRequest, head: Head): Promise<Uint8Array> => {
  const bodiless = isBodiless(method, head.status);
  if (!bodiless) refuseTooLong(head, maxBytes);
  const codings = bodiless ? [] : readCodings(head.headers['content-encoding']);
  return decompress(await collect(stream, maxBytes), codings, maxBytes);
};

const MAX_SPECKS = 1024;

const collect = (stream: Duplex, maxBytes: number): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    // A chunk of one byte weighs a hundred: many small ones are joined as they come.
    let specks: Uint8Array[] = [];
    let size = 0;
    stream.on('data', (chunk: Uint8Array) => {
      size += chunk.length;
      if (size > maxBytes) reject(new UpstreamError('tooLarge', { detail: `more than ${maxBytes} bytes` }));
      else if (specks.push(chunk) >= MAX_SPECKS) {
        chunks.push(Buffer.concat(specks));
        specks = [];
      }
    });
    stream.once('end', () => {
      const all = [...chunks, ...specks];
      resolve(all.length === 1 && all[0] ? all[0] : Buffer.concat(all, size));
    });
  });
