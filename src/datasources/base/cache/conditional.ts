import type { Answer } from '../answer.ts';
import type { HttpCall } from '../http-call.ts';

/** The call that asks whether a kept answer still holds (RFC 9110 section 13.1); the call as it is, if nothing can tell. */
export const conditional = (call: HttpCall, known: Answer): HttpCall => {
  const { etag, 'last-modified': lastModified } = known.headers;
  // Only reads by GET can be confirmed (RFC 9110 section 13.2.2): one that sends a body would be refused with 412.
  if (call.body !== undefined || (etag === undefined && lastModified === undefined)) return call;
  return {
    ...call,
    known,
    headers: {
      ...call.headers,
      ...(etag === undefined ? {} : { 'if-none-match': etag }),
      ...(lastModified === undefined ? {} : { 'if-modified-since': lastModified }),
    },
  };
};
