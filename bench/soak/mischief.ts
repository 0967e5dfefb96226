import type { Subject } from '../../src/faults/entry.ts';
import type { GoodAnswer } from '../../src/faults/fault.ts';
import { type Mishap, mishapsFor } from './mishaps.ts';

/** What happens to one source, by chance. */
export interface Mischief {
  /** What befalls this request; `undefined`: nothing. `nth` counts requests of its target since the mishap began. */
  befall(subject: Subject, good: GoodAnswer, target: string): Befallen | undefined;
  /** What befalls connections that are made now. */
  onConnection(): Mishap | undefined;
  /** Nothing happens from now on, or again what may. */
  rest(isAtRest: boolean): void;
}

export interface Befallen {
  readonly mishap: Mishap;
  readonly nth: number;
}

/** A time in which all requests to a source meet the same. */
interface Spell {
  readonly until: number;
  /** Where in each list of mishaps it points to; `null`: nothing in particular happens. */
  readonly entry: number | null;
  readonly which: number;
  readonly heard: Map<string, number>;
}

/** The share of requests that something befalls in a calm spell. */
const SHARE = 0.1;

/** Calm and troubled spells take turns, a second or two each. */
export const mischief = (random: () => number): Mischief => {
  const known = new Map<Subject, readonly (readonly Mishap[])[]>();
  let spell: Spell = { until: 0, entry: null, which: 0, heard: new Map() };
  let resting = true;

  const now = (): Spell => {
    if (performance.now() < spell.until) return spell;
    const isCalm = spell.entry !== null;
    const ms = isCalm ? 500 + random() * 2_000 : 300 + random() * 1_200;
    spell = { until: performance.now() + ms, entry: isCalm ? null : random(), which: random(), heard: new Map() };
    return spell;
  };
  const pick = (subject: Subject, entry: number, which: number): Mishap | undefined => {
    const cases = at(known.get(subject) ?? [], entry);
    return cases && at(cases, which);
  };

  return {
    befall(subject, good, target) {
      if (!known.has(subject)) known.set(subject, mishapsFor(subject, good));
      if (resting) return undefined;
      const { entry, which, heard } = now();
      if (entry === null) {
        const mishap = random() < SHARE ? pick(subject, random(), random()) : undefined;
        return mishap && { mishap, nth: 1 };
      }
      const nth = (heard.get(target) ?? 0) + 1;
      heard.set(target, nth);
      const mishap = pick(subject, entry, which);
      return mishap && { mishap, nth };
    },
    onConnection() {
      if (resting) return undefined;
      const { entry, which } = now();
      if (entry === null) return undefined;
      const all = [...known.keys()].map((subject) => pick(subject, entry, which));
      return all.find((mishap) => mishap?.fault.onConnection);
    },
    rest(isAtRest) {
      resting = isAtRest;
    },
  };
};

const at = <T>(list: readonly T[], place: number): T | undefined => list[Math.floor(place * list.length)];
