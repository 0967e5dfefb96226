import type { Drill, Transport } from '../datasources/base/index.ts';
import { goodFor } from './drill-answer.ts';
import { drillOf, faultOf } from './drill-names.ts';
import { type Rig, setUpRig } from './drill-rig.ts';
import type { Fault } from './fault.ts';

/** Rigs at the same time; the one set up first makes room. */
const MAX_RIGS = 100;

/**
 * A transport on which drilled requests meet a real failure: what the API answers is given by a server on this machine that misbehaves as the
 * drill says. What could change something over there is not sent, and what it could have answered is made up. All other requests pass by.
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
