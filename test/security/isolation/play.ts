import fc from 'fast-check';
import { type CallEvent, type Clock, systemClock } from '../../../src/resilience/index.ts';
import { type Mirrored, mirror, type Reply, type Who } from './mirror.ts';

/** What came of one operation. */
export interface Asked {
  /** Whom the API had seen, in every part of the answer. */
  readonly seenBy: readonly string[];
  /** Codes of failures. */
  readonly codes: readonly string[];
  /** Why the answer is not as good as new, if it is not. */
  readonly stale?: string | undefined;
}

/** One caller: equal questions of all callers become equal URLs. */
export type Ask = (how: 'item' | 'rows', id: string) => Promise<Asked>;

/** Something that asks for two callers, and what they share. */
export interface Rig {
  readonly ask: Readonly<Record<Who, Ask>>;
  /** Every call, as the log tells it. */
  readonly events: readonly Readonly<Pick<CallEvent, 'cache' | 'shared'>>[];
  readonly close: () => Promise<unknown>;
}

/** Builds a rig over an API; `clock` can be set forward. */
export type MakeRig = (url: string, clock: Clock) => Rig;

/** One step: somebody asks, alone or several at once, before or after what is under way has ended. */
interface Step {
  readonly who: Who;
  readonly how: 'item' | 'rows';
  readonly id: string;
  readonly copies: number;
  readonly together: boolean;
  /** Passes first, once nothing is under way. */
  readonly passMs: number;
  /** Whether the API is down from now on. */
  readonly down: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  who: fc.constantFrom('alice', 'bob'),
  how: fc.constantFrom('item', 'item', 'rows'),
  id: fc.constantFrom('a', 'a', 'b'),
  copies: fc.constantFrom(1, 1, 2),
  together: fc.boolean(),
  passMs: fc.constantFrom(0, 0, 1_200, 30_000),
  down: fc.constantFrom(false, false, false, true),
});

const reply: fc.Arbitrary<Reply> = fc.record({
  delayMs: fc.constantFrom(0, 0, 1, 2, 6),
  fails: fc.constantFrom(false, false, false, false, true),
  caching: fc.constantFrom(
    'max-age=1',
    'max-age=1, stale-while-revalidate=60',
    'max-age=1, stale-if-error=600',
    'max-age=60',
    'no-cache',
    'no-store',
  ),
  etag: fc.constantFrom(true, true, false),
});

/** What both callers do, and what the API does; without a bias to extremes, so that every way is taken often. */
export const scene = fc.noBias(
  fc.record({
    steps: fc.array(step, { minLength: 3, maxLength: 9, size: 'max' }),
    replies: fc.array(reply, { minLength: 3, maxLength: 12, size: 'max' }),
  }),
);
export type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

/** The ways by which answers came, over all scenes. */
export const paths = {
  new: 0,
  fresh: 0,
  confirmed: 0,
  shared: 0,
  revalidating: 0,
  standIn: 0,
  failed: 0,
  left: 0,
};

export type Counts = Record<keyof typeof paths, number>;

/** Plays a scene, and tells all that was seen by each caller. */
export const play = async (
  { steps, replies }: Scene,
  make: MakeRig,
  counts: Counts = { ...paths },
): Promise<readonly (Asked & { readonly who: Who })[]> => {
  let passed = 0;
  const server = await mirror(replies);
  const rig = make(server.url, {
    now: () => systemClock.now() + passed,
    after: (...wake) => systemClock.after(...wake),
  });
  try {
    const seen: (Asked & { readonly who: Who })[] = [];
    let underWay: Promise<unknown>[] = [];
    for (const { who, how, id, copies, together, passMs, down } of steps) {
      if (!together || passMs > 0) {
        await Promise.all(underWay);
        underWay = [];
      }
      passed += passMs;
      server.fail(down);
      for (let copy = 0; copy < copies; copy += 1)
        underWay.push(rig.ask[who](how, id).then((asked) => seen.push({ ...asked, who })));
    }
    await Promise.all(underWay);
    tally(counts, seen, rig, server);
    return seen;
  } finally {
    await rig.close();
    await server.close();
  }
};

const tally = (counts: Counts, seen: readonly Asked[], { events }: Rig, server: Mirrored): void => {
  const add = (name: keyof typeof paths, count: number) => {
    counts[name] += count;
  };
  const kept = (cache: string) => events.filter((event) => event.cache === cache).length;
  add('new', kept('new'));
  add('fresh', kept('fresh'));
  add('confirmed', kept('confirmed'));
  add('shared', events.filter(({ shared }) => shared).length);
  add('revalidating', seen.filter(({ stale }) => stale === 'REVALIDATING').length);
  add('standIn', seen.filter(({ stale }) => stale !== undefined && stale !== 'REVALIDATING').length);
  add('failed', server.counts.failed);
  add('left', server.counts.left);
};

/** Answers that hold what the API said to somebody else. */
export const crossReads = (seen: Awaited<ReturnType<typeof play>>) =>
  seen.filter(({ who, seenBy }) => seenBy.some((other) => other !== who));
