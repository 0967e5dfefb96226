import { gotTransport, type WireRequest, type WireResponse } from '../datasources/base/index.ts';
import { authority, certificate } from './certificates.ts';
import type { Fault, GoodAnswer, Times } from './fault.ts';
import { type MisbehavingServer, misbehave } from './misbehave.ts';
import { answerWell } from './respond.ts';

/** A server that fails as a fault says, and the way to it. */
export interface Rig {
  /** @param of whose request it is: what happens once happens once for each @param good what the API really answered */
  readonly send: (request: WireRequest, of: string, good: GoodAnswer, signal: AbortSignal) => Promise<WireResponse>;
  readonly close: () => Promise<void>;
}

/** Tells the server which request it has got: two may be alike, and have other answers. */
const TICKET = 'breakwater-ticket';
/** Targets whose requests are counted; then counting begins anew. */
const MAX_COUNTED = 1000;

/** Sets up a server for one fault. */
export const setUpRig = async (fault: Fault, times: Times): Promise<Rig> => {
  const tickets = new Map<string, { readonly of: string; readonly good: GoodAnswer }>();
  const counts = new Map<string, number>();
  let last = 0;
  const server = await misbehave(
    (socket, text) => {
      const [method = '', target = ''] = text.split(' ', 2);
      const ticket = tickets.get(new RegExp(`^${TICKET}: (\\d+)`, 'im').exec(text)?.[1] ?? '');
      if (!ticket) {
        socket.destroy();
        return;
      }
      if (counts.size > MAX_COUNTED) counts.clear();
      const nth = (counts.get(`${ticket.of} ${target}`) ?? 0) + 1;
      counts.set(`${ticket.of} ${target}`, nth);
      (fault.script ?? answerWell)(socket, { text, method, target, nth }, ticket.good, times);
    },
    {
      ...(fault.tls ? { tls: { ...certificate(fault.tls.certificate), ...fault.tls } } : {}),
      ...(fault.onConnection ? { onConnection: (socket) => fault.onConnection?.(socket, times) } : {}),
    },
  );
  if (fault.closed) await server.close();
  const transport = gotTransport({
    ca: [authority()],
    ...(fault.lookup ? { lookup: fault.lookup } : {}),
    ...(fault.connect ? { connect: fault.connect } : {}),
  });
  return {
    async send(request, of, good, signal) {
      last += 1;
      const ticket = String(last);
      tickets.set(ticket, { of, good });
      const headers = { ...request.headers, [TICKET]: ticket };
      try {
        return await transport.send(
          { ...request, headers, url: to(request, server, fault), allowPrivate: true },
          signal,
        );
      } finally {
        tickets.delete(ticket);
      }
    },
    async close() {
      transport.close();
      if (!fault.closed) await server.close();
    },
  };
};

const to = ({ url }: WireRequest, { port }: MisbehavingServer, fault: Fault): URL => {
  const scheme = fault.scheme ?? (fault.tls ? 'https' : 'http');
  return new URL(`${scheme}://${fault.host ?? '127.0.0.1'}:${port}${url.pathname}${url.search}`);
};
