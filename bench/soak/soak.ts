import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '../storm/random.ts';
import { type Audience, client } from './client.ts';
import { type LedgerFigures, newLedger } from './ledger.ts';
import { loopDelay } from './loop-delay.ts';
import { growth, type Memory, memory } from './memory.ts';
import { recovery } from './recovery.ts';
import { rehearse } from './rehearse.ts';
import { leftOver, resources, timersLeft } from './resources.ts';
import { type Stage, setStage } from './stage.ts';
import { stopInTheMidst } from './stop-in-the-midst.ts';
import { watchProcess } from './watch-process.ts';
import { whenQuiet } from './when-quiet.ts';
import { wireCounts } from './wire-counts.ts';

export interface SoakOptions {
  /** How long the load lasts. */
  readonly seconds: number;
  readonly seed: number;
  /** Clients at the same time. */
  readonly clients: number;
  /** The configuration of the graph. */
  readonly config: string;
}

export interface SoakFigures extends LedgerFigures {
  readonly options: Omit<SoakOptions, 'config'>;
  /** Until all was answered in full again. */
  readonly recoveryMs: number;
  /** The longest that this process kept others waiting. */
  readonly loopDelayMs: number;
  /** After warming up, and after the load. */
  readonly memory: { readonly start: Memory; readonly end: Memory };
}

/** The longest time to warm up: what is compiled and kept once is no leak. */
const MAX_WARM_UP_MS = 10_000;

/** Load on real sockets, with everything that can go wrong going wrong. */
export const soak = async ({ config, ...options }: SoakOptions): Promise<SoakFigures> => {
  const before = resources();
  const ledger = newLedger();
  const delay = loopDelay();
  const unwatch = watchProcess(ledger);
  const chance = (name: string) => seeded(options.seed ^ hashOf(name));
  const stage = await setStage({ config, seeded: chance, ledger, delay });
  const set = resources();
  const truth = await rehearse(stage);
  const audience: Audience = { asks: stage.asks, truth, ledger, delay };
  const start = await load(stage, audience, options, chance);
  await whenQuiet(stage.apis, ledger);
  const figures = ledger.figures();
  const recoveryMs = await recovery(audience);
  for (const sentence of timersLeft(set)) ledger.violated(sentence);
  const end = await memory();
  const loopDelayMs = Math.round(delay.longest());
  await stopInTheMidst(stage, audience);
  await stage.close();
  delay.stop();
  for (const sentence of [...wireCounts(figures), ...growth(start, end), ...(await leftOver(before))])
    ledger.violated(sentence);
  unwatch();
  const { violations, sentences } = ledger.figures();
  return { options, ...figures, recoveryMs, loopDelayMs, memory: { start, end }, violations, sentences };
};

/** Clients in a closed loop, and faults, for as long as is asked. Resolves to the memory in use after warming up. */
const load = async (
  { apis }: Stage,
  audience: Audience,
  { seconds, clients }: Omit<SoakOptions, 'config'>,
  chance: (name: string) => () => number,
): Promise<Memory> => {
  const until = performance.now() + seconds * 1_000;
  for (const { mischief } of apis) mischief.rest(false);
  const all = Array.from({ length: clients }, (_, i) =>
    client(`client-${i + 1}`, audience, chance(`client ${i}`), () => performance.now() >= until),
  );
  await sleep(Math.min(MAX_WARM_UP_MS, (seconds * 1_000) / 4));
  const start = await memory();
  await Promise.all(all);
  for (const { mischief } of apis) mischief.rest(true);
  return start;
};

/** A number for a word, so that each part of the soak has chance of its own. */
const hashOf = (word: string): number =>
  Buffer.from(word).reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5);
