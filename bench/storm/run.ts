import { seed as usualSeed } from '../read-options.ts';
import { breakwater, type Client, naive } from './clients.ts';
import { seeded } from './random.ts';
import { type Capacity, type Send, simulatedApi } from './simulated-api.ts';
import { type VirtualTime, virtualTime } from './virtual-time.ts';
import { type Spell, weather } from './weather.ts';

/** What became of one call. */
export interface Outcome {
  readonly atMs: number;
  readonly elapsedMs: number;
  readonly attempts: number;
  readonly ok: boolean;
}

export interface StormOptions {
  readonly seed: number;
  /** Calls a second, arriving at random (Poisson). */
  readonly perSecond: number;
  readonly capacity: Capacity;
}

/** Three fifths of what the API can do: it is well dimensioned. */
export const defaultStorm: StormOptions = {
  seed: usualSeed.usual,
  perSecond: 40,
  capacity: { workers: 8, serviceMs: 125, queue: 400 },
};

/** Time for the calls of the last minute to end. */
const AFTERWARDS_MS = 60_000;

/** Drives one client through the hour. */
export const drive = async (
  make: (send: Send, clock: VirtualTime, random: () => number) => Client,
  { seed, perSecond, capacity }: StormOptions,
): Promise<readonly Outcome[]> => {
  const clock = virtualTime();
  const arrivals = seeded(seed);
  const client = make(simulatedApi(capacity, clock).send, clock, seeded(seed + 1));
  const outcomes: Outcome[] = [];
  const endMs = (weather.at(-1)?.toS ?? 0) * 1000;
  const call = () => {
    const atMs = clock.now();
    let attempts = 0;
    const end = (ok: boolean) => () => void outcomes.push({ atMs, elapsedMs: clock.now() - atMs, attempts, ok });
    client(() => {
      attempts += 1;
    }).then(end(true), end(false));
  };
  const arrive = () => {
    call();
    next();
  };
  const next = () => {
    const ms = (-Math.log(1 - arrivals()) / perSecond) * 1000;
    if (clock.now() + ms < endMs) clock.after(ms, arrive);
  };
  next();
  await clock.run(endMs + AFTERWARDS_MS);
  return outcomes;
};

/** One spell of the hour, in figures. */
export interface Figures {
  readonly spell: string;
  readonly fromS: number;
  readonly toS: number;
  readonly calls: number;
  readonly attemptsPerCall: number;
  /** Calls answered, a second. */
  readonly goodput: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of a spell after an outage: seconds until the first attempt, and from then until nine of ten calls were answered, and stayed so; `null`: never in it. */
  readonly probeS: number | null | undefined;
  readonly recoveryS: number | null | undefined;
}

const figuresOf = (spell: Spell, outcomes: readonly Outcome[]): Figures => {
  const its = outcomes.filter(({ atMs }) => atMs >= spell.fromS * 1000 && atMs < spell.toS * 1000);
  const times = its.map(({ elapsedMs }) => elapsedMs).toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
  const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;
  return {
    spell: spell.name,
    fromS: spell.fromS,
    toS: spell.toS,
    calls: its.length,
    attemptsPerCall: round(its.reduce((sum, { attempts }) => sum + attempts, 0) / its.length, 3),
    goodput: round(its.filter(({ ok }) => ok).length / (spell.toS - spell.fromS), 1),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    ...(spell.name === 'after it' ? recovery(spell, its) : { probeS: undefined, recoveryS: undefined }),
  };
};

/** The second of the first attempt, and the first second from which every second answers nine calls of ten. */
const recovery = ({ fromS, toS }: Spell, its: readonly Outcome[]): Pick<Figures, 'probeS' | 'recoveryS'> => {
  const probe = its.find(({ attempts }) => attempts > 0);
  if (!probe) return { probeS: null, recoveryS: null };
  const probeS = Math.floor(probe.atMs / 1000) - fromS;
  let bad = fromS - 1;
  for (let second = fromS; second < toS; second += 1) {
    const calls = its.filter(({ atMs }) => Math.floor(atMs / 1000) === second);
    if (calls.filter(({ ok }) => ok).length < 0.9 * calls.length) bad = second;
  }
  return { probeS, recoveryS: bad === toS - 1 ? null : Math.max(0, bad + 1 - fromS - probeS) };
};

/** Calls answered in the whole hour. */
export const answered = (figures: readonly Figures[]): number =>
  Math.round(figures.reduce((sum, { goodput, fromS, toS }) => sum + goodput * (toS - fromS), 0));

/** Both clients through the same hour. */
export const storm = async (options: StormOptions = defaultStorm) => {
  const clients = { breakwater, naive: (send: Send, clock: VirtualTime) => naive(send, clock) };
  const runs = await Promise.all(
    Object.entries(clients).map(async ([name, make]) => {
      const outcomes = await drive(make, options);
      return [name, weather.map((spell) => figuresOf(spell, outcomes))] as const;
    }),
  );
  return { options, ...(Object.fromEntries(runs) as unknown as Record<keyof typeof clients, readonly Figures[]>) };
};
