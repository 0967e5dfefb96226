/** Reads along what a server writes to a connection, as far as it takes to know when a response is whole. */
export interface ResponseWatch {
  /** A request was heard: it waits for its response. */
  asked(): void;
  wrote(bytes: Buffer): void;
  /** Whether all that was asked was answered, and nothing half said stands on the wire. False before anything was asked. */
  atRest(): boolean;
}

/** No head is longer that is one; what comes before its end is kept no longer than this. */
const MAX_HEAD = 65_536;
const HEAD_END = '\r\n\r\n';
const LAST_CHUNK = '0\r\n\r\n';

/** Where the response stands: in its head, in a body that still lacks bytes, in one whose last chunk tells, or beyond what can be read. */
type Place =
  | { readonly in: 'head'; readonly text: string }
  | { readonly in: 'body'; readonly missing: number }
  | { readonly in: 'chunks'; readonly tail: string }
  | { readonly in: 'wild' };

const START: Place = { in: 'head', text: '' };

/** Watches one connection. What is no HTTP is never whole: a client has to end such a connection. */
export const responseWatch = (): ResponseWatch => {
  let heard = 0;
  let answered = 0;
  let place: Place = START;
  const whole = (rest: Buffer): void => {
    answered += 1;
    place = START;
    if (rest.length > 0) wrote(rest);
  };
  const readHead = (text: string): void => {
    const end = text.indexOf(HEAD_END);
    if (end < 0) {
      place = text.length > MAX_HEAD ? { in: 'wild' } : { in: 'head', text };
      return;
    }
    const rest = Buffer.from(text.slice(end + HEAD_END.length), 'latin1');
    const body = bodyAfter(text.slice(0, end + 2));
    if (body === 'interim') {
      place = START;
      wrote(rest);
    } else if (body === 'none') whole(rest);
    else {
      place = body;
      wrote(rest);
    }
  };
  const wrote = (bytes: Buffer): void => {
    if (place.in === 'head' && bytes.length > 0) readHead(place.text + bytes.toString('latin1'));
    else if (place.in === 'body') {
      const { missing } = place;
      place = { in: 'body', missing: missing - bytes.length };
      if (bytes.length >= missing) whole(bytes.subarray(missing));
    } else if (place.in === 'chunks') {
      const tail = (place.tail + bytes.subarray(-LAST_CHUNK.length).toString('latin1')).slice(-LAST_CHUNK.length);
      place = { in: 'chunks', tail };
      if (tail === LAST_CHUNK) whole(Buffer.alloc(0));
    }
  };
  return {
    asked: () => {
      heard += 1;
    },
    wrote,
    atRest: () => heard > 0 && answered === heard && place === START,
  };
};

const bodyAfter = (head: string): Place | 'interim' | 'none' => {
  const status = Number(/^HTTP\/1\.[01] (\d{3}) /.exec(head)?.[1]);
  if (Number.isNaN(status)) return { in: 'wild' };
  // Nobody knows what comes after it.
  if (status === 101) return { in: 'wild' };
  if (status < 200) return 'interim';
  if (status === 204 || status === 304) return 'none';
  const length = /^content-length: *(\d+)\r$/im.exec(head)?.[1];
  if (/^transfer-encoding: *chunked\r$/im.test(head)) return { in: 'chunks', tail: '' };
  if (length === undefined) return { in: 'wild' };
  return Number(length) === 0 ? 'none' : { in: 'body', missing: Number(length) };
};
