import { type FailureKind, UpstreamError } from '../../../resilience/index.ts';
import type { Progress } from './progress.ts';
import { proxyRefusal, tunnelStatus } from './proxy-answer.ts';

/** The connection ended under us; what that means depends on how far the attempt was. */
const BROKE =
  /^(ECONNRESET|EPIPE|ECONNABORTED|ERR_STREAM_PREMATURE_CLOSE|ERR_HTTP_CONTENT_LENGTH_MISMATCH|HPE_INVALID_EOF_STATE)$/;

type Rule = readonly [code: RegExp, kind: FailureKind];

const always: readonly Rule[] = [
  [/^(EPROTO$|ERR_SSL_|ERR_TLS_)/, 'untrusted'],
  [/^(ERR_INVALID_CHAR|ERR_INVALID_HTTP_TOKEN|ERR_UNESCAPED_CHARACTERS)$/, 'unsafe'],
  [/^HPE_INVALID_CHUNK_SIZE$/, 'truncated'],
];
const beforeSent: readonly Rule[] = [
  [/^EBLOCKED$/, 'blocked'],
  [/^(ENOTFOUND|ENODATA)$/, 'unresolved'],
  [/^(EMFILE|ENFILE|EADDRNOTAVAIL|EADDRINUSE|ENOBUFS|ENOMEM)$/, 'noResources'],
  [/^(ETIMEDOUT|ERR_SOCKET_CONNECTION_TIMEOUT)$/, 'connectTimeout'],
  [BROKE, 'unreachable'],
];
const handshake: readonly Rule[] = [[/./, 'untrusted']];
const afterwards: readonly Rule[] = [
  [/^ETIMEDOUT$/, 'timeout'],
  [/^(HPE_|ERR_HTTP_)/, 'protocol'],
];
const system: readonly Rule[] = [[/^E[A-Z_]+$/, 'unreachable']];

/**
 * A failure of got, or of Node below it, in our words. No code means one thing everywhere (`ECONNRESET` is a refused
 * connection, a lost answer or half an answer), so it is read together with how far the attempt got.
 */
export const classifyGotError = (error: unknown, progress: Progress): UpstreamError => {
  const codes = codesOf(error);
  // Said by the proxy before there was a way to the API.
  if (codes.includes('ERR_PROXY_TUNNEL')) return proxyRefusal(tunnelStatus(error));
  const [code, judged] = judge(codes, progress);
  // A timer that rang late rang for this process.
  const kind = judged === 'connectTimeout' && progress.late() ? 'stalled' : judged;
  const facts = { sent: progress.sent, phase: progress.phase, ...(code === undefined ? {} : { detail: code }) };
  // The error itself holds the URL and the headers, and util.inspect prints any cause: only its codes are kept.
  return new UpstreamError(kind, facts, new Error(codes.join(', ') || 'no code'));
};

const judge = (codes: readonly string[], progress: Progress): readonly [string | undefined, FailureKind] => {
  for (const [pattern, kind] of rulesFor(progress)) {
    const code = codes.find((one) => pattern.test(one));
    if (code !== undefined) return [code, kind];
  }
  return [codes[0], 'internal'];
};

const rulesFor = ({ phase, sent, reused, answered }: Progress): readonly Rule[] => {
  if (phase === 'proxy') return [...always, ...beforeSent, ...system, ...handshake];
  if (phase === 'tls') return [...always, ...beforeSent, ...handshake];
  if (sent === 'no') return [...always, ...beforeSent, ...system];
  const broke = phase === 'body' ? 'truncated' : reused && !answered ? 'staleConnection' : 'disconnected';
  return [...always, [BROKE, broke], ...afterwards, [/^E(?!RR_)[A-Z_]+$/, broke]];
};

/** The code of an error and of its causes, the outermost first. */
const codesOf = (error: unknown): readonly string[] => {
  const codes: string[] = [];
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth++) {
    if ('code' in at && typeof at.code === 'string' && /^\w{1,80}$/.test(at.code)) codes.push(at.code);
    at = 'cause' in at ? at.cause : undefined;
  }
  return [...new Set(codes)];
};
