import type { Drill, Transport, WireRequest, WireResponse } from '../datasources/base/index.ts';
import { drillOf, faultOf } from './drill-names.ts';
import { type Rig, setUpRig } from './drill-rig.ts';
import type { Fault, GoodAnswer } from './fault.ts';

/** Rigs at the same time; the one set up first makes room. */
const MAX_RIGS = 100;

/**
 * A transport on which drilled requests meet a real failure: each is answered by the API as ever, and that answer is then given by a server
 * on this machine that misbehaves as the drill says. All other requests pass by.
 */
export const drillTransport = (real: Transport): Transport => {
  const rigs = new Map<string, Promise<Rig>>();
  const rigFor = ({ id, source, times }: Drill): Promise<Rig> => {
    const name = JSON.stringify([id, source, times]);
    const known = rigs.get(name) ?? setUpRig(faultIn(id), times);
    // One that cannot be set up is tried again by the next.
    known.catch(() => rigs.delete(name));
    rigs.set(name, known);
    const [oldest] = rigs.keys();
    if (rigs.size > MAX_RIGS && oldest !== undefined) {
      tearDown(rigs.get(oldest));
      rigs.delete(oldest);
    }
    return known;
  };
  return {
    async send(request, signal) {
      if (request.drill === undefined) return real.send(request, signal);
      const { drill, ...plain } = request;
      const rig = await rigFor(drill);
      return rig.send(plain, drill.of, await goodFor(drill, plain, real, signal), signal);
    },
    close() {
      real.close();
      for (const rig of rigs.values()) tearDown(rig);
    },
  };
};

const tearDown = (rig: Promise<Rig> | undefined): void => void rig?.then(({ close }) => close()).catch(() => {});

const faultIn = (id: string): Fault => {
  const entry = drillOf(id);
  return (entry && faultOf(entry)) ?? {};
};

/** What the drill fails to deliver is a true answer, as far as there is one. A failure that delivers nothing asks for none. */
const goodFor = async (
  { id }: Drill,
  request: WireRequest,
  real: Transport,
  signal: AbortSignal,
): Promise<GoodAnswer> => goodOf(faultIn(id).script ? await real.send(request, signal).catch(() => nothing) : nothing);

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
