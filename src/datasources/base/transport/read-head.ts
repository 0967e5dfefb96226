import { UpstreamError } from '../../../resilience/index.ts';

/** Status and headers of a response. */
export interface Head {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

const MAX_HEADERS = 200;

/** Headers as they came, not as Node merges them: a header sent twice must be seen twice. */
export const readHead = (status: number, rawHeaders: readonly string[]): Head => {
  if (rawHeaders.length / 2 > MAX_HEADERS)
    throw new UpstreamError('protocol', { status, detail: `more than ${MAX_HEADERS} headers` });
  const headers: Record<string, string> = Object.create(null);
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? '').toLowerCase();
    const value = rawHeaders[i + 1] ?? '';
    const known = headers[name];
    headers[name] = known === undefined ? value : `${known}, ${value}`;
  }
  return { status, headers };
};

/** Whether no body can follow, whatever the headers say (RFC 9110 section 6.4.1). */
export const isBodiless = (method: string, status: number): boolean =>
  method === 'HEAD' || status === 204 || status === 205 || status === 304;

/** Refuses, before reading, a body that is declared too long. */
export const refuseTooLong = ({ headers }: Head, maxBytes: number): void => {
  const declared = Number(headers['content-length']);
  if (declared > maxBytes) throw new UpstreamError('tooLarge', { detail: `more than ${maxBytes} bytes` });
};
