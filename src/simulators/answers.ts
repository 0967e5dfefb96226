import type { SimulatedAnswer, SimulatedRequest } from './simulator.ts';

/** Plain text. */
export function text(body: string, status = 200): SimulatedAnswer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

/** A JSON document. */
export function json(document: unknown, status = 200): SimulatedAnswer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(document) };
}

/** An XML document, already written. */
export function xml(document: string | Uint8Array): SimulatedAnswer {
  return { headers: { 'content-type': 'text/xml; charset=utf-8' }, body: document };
}

/** The answer for a path the API does not have. */
export function notFound(path: string): SimulatedAnswer {
  return text(`Not Found: ${path}\n`, 404);
}

/** Every API here is read-only: a caller that sends anything but GET or HEAD must learn so, not be humoured. */
export function readOnly(answer: (request: SimulatedRequest) => SimulatedAnswer) {
  return (request: SimulatedRequest): SimulatedAnswer => {
    if (request.method === 'GET' || request.method === 'HEAD') return answer(request);
    const refusal = text(`Method Not Allowed: ${request.method}\n`, 405);
    return { ...refusal, headers: { ...refusal.headers, allow: 'GET, HEAD' } };
  };
}
