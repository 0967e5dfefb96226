import { UpstreamError } from '../../../resilience/index.ts';
import type { MayTell } from '../contract/own-words.ts';
import { isHeaderValue } from '../http/header-text.ts';
import type { HttpCall } from '../http-call.ts';
import type { WireRequest } from '../transport/transport.ts';
import { keepingBack, secretsOn } from './given-away.ts';

/** What a request has from its source, beside its credential. */
export type RequestLimits = Pick<WireRequest, 'maxBytes' | 'connectMs' | 'allowPrivate'>;

/** A request as it is sent, and what may be told of its answer. */
export interface Signed {
  readonly request: WireRequest;
  readonly mayTell: MayTell;
}

const NOTHING = new Uint8Array();

/** The request of one attempt, signed: each anew, because signatures hold the time, and tokens change. */
export const signed = async (call: HttpCall, limits: RequestLimits): Promise<Signed> => {
  const { credentials, method, body = NOTHING } = call;
  const headers: Readonly<Record<string, string>> = { accept: call.reader.accept, ...call.headers };
  const credential = call.credential ?? (await credentials.get(call.signal));
  const signature = await credentials.sign({ method, url: call.url, headers, body }, credential);
  const added: Readonly<Record<string, string>> = Object.fromEntries(
    Object.entries(signature.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  if (!Object.values(added).every(isHeaderValue))
    throw new UpstreamError('unauthenticated', { sent: 'no', detail: 'the credential holds what no header may hold' });
  const url = new URL(call.url);
  // Not `searchParams`: it would spell the whole query anew, and what `joined` keeps apart would be one.
  for (const [name, value] of Object.entries(signature.query ?? {}))
    url.search += `${url.search === '' ? '' : '&'}${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  const sent = signature.body ?? call.body;
  // A cookie that is a credential stands beside those that every request has.
  const cookies = [headers['cookie'], added['cookie']].filter((each) => each !== undefined);
  const request: WireRequest = {
    method,
    url,
    headers: { ...headers, ...added, ...(cookies.length > 0 ? { cookie: cookies.join('; ') } : {}) },
    ...limits,
    ...(signature.tls ? { tls: signature.tls } : {}),
    ...(sent ? { body: sent } : {}),
    ...(call.drill ? { drill: call.drill } : {}),
  };
  return {
    request,
    mayTell: keepingBack(() => [
      ...credentials.secrets(),
      credential.token,
      ...secretsOn(request, added, signature.query ?? {}),
    ]),
  };
};
