import { gotTransport, type Transport, type WireRequest, type WireResponse } from '../datasources/base/index.ts';
import { authority, certificate } from './certificates.ts';
import { drillOf, faultOf } from './drill-names.ts';
import type { Fault, GoodAnswer, HeardRequest, Times } from './fault.ts';
import { type MisbehavingServer, misbehave } from './misbehave.ts';
import { answerWell } from './respond.ts';

/** A server that fails as one entry of the catalogue says, and the way to it. */
interface Rig {
  readonly server: MisbehavingServer;
  readonly fault: Fault;
  readonly transport: Transport;
  /** By path and query: what the API really answered. */
  readonly good: Map<string, GoodAnswer>;
}

/**
 * A transport on which drilled requests meet a real failure: each is answered by the API as ever, and that answer is then given by a server
 * on this machine that misbehaves as the drill says. All other requests pass by.
 */
export const drillTransport = (real: Transport): Transport => {
  const rigs = new Map<string, Promise<Rig>>();
  const rigFor = (id: string, times: Times): Promise<Rig> => {
    const known = rigs.get(id) ?? setUp(id, times);
    rigs.set(id, known);
    return known;
  };
  return {
    async send(request, signal) {
      if (request.drill === undefined) return real.send(request, signal);
      const { drill, ...plain } = request;
      const rig = await rigFor(drill.id, drill.times);
      // What the drill fails to deliver is a true answer, as far as there is one.
      const good = goodOf(await real.send(plain, signal).catch(() => nothing));
      rig.good.set(plain.url.pathname + plain.url.search, good);
      return rig.transport.send({ ...plain, url: toRig(plain, rig), allowPrivate: true }, signal);
    },
    close() {
      real.close();
      for (const rig of rigs.values())
        void rig.then(({ server, transport, fault }) => {
          transport.close();
          return fault.closed ? undefined : server.close();
        });
    },
  };
};

const nothing: WireResponse = { status: 200, headers: { 'content-type': 'application/json' }, body: new Uint8Array() };

const goodOf = ({ status, headers, body }: WireResponse): GoodAnswer => {
  const contentType = headers['content-type'] ?? 'application/octet-stream';
  return {
    status,
    contentType,
    body: Buffer.from(body),
    format: contentType.includes('xml') ? 'xml' : 'json',
    keys: [],
    rows: () => undefined,
    spoil: () => undefined,
  };
};

const toRig = ({ url }: WireRequest, { server, fault }: Rig): URL => {
  const scheme = fault.scheme ?? (fault.tls ? 'https' : 'http');
  return new URL(`${scheme}://${fault.host ?? '127.0.0.1'}:${server.port}${url.pathname}${url.search}`);
};

const setUp = async (id: string, times: Times): Promise<Rig> => {
  const entry = drillOf(id);
  const fault = (entry && faultOf(entry)) ?? {};
  const good = new Map<string, GoodAnswer>();
  const heardOf = new Map<string, number>();
  const server = await misbehave(
    (socket, text) => {
      const [method = '', target = ''] = text.split(' ', 2);
      const nth = (heardOf.get(target) ?? 0) + 1;
      heardOf.set(target, nth);
      const heard: HeardRequest = { text, method, target, nth };
      (fault.script ?? answerWell)(socket, heard, good.get(target) ?? goodOf(nothing), times);
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
  return { server, fault, transport, good };
};
