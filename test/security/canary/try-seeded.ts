import type { Case } from '../../../src/faults/entry.ts';
import type { Times } from '../../../src/faults/fault.ts';
import { type KitSubject, keysOf, queryOf } from '../../../src/kit/kit-subject.ts';
import { pretend } from '../../../src/kit/pretend.ts';
import { type Stage, setStage } from '../../../src/kit/stage.ts';
import { canary, type Place, secretsIn } from './canaries.ts';
import { seeded } from './seed.ts';
import { type Watched, watch } from './watch.ts';

/** Short, as far as the options of cases allow: whether things end well is not asked here. */
const times: Times = { connectMs: 60, attemptMs: 100, totalMs: 1_300 };

/** What came of one case. */
export interface Tried {
  /** Secrets, and where they were found: `bearer in log`. */
  readonly leaks: readonly string[];
  /** Secrets that really were sent, one way or the other. */
  readonly sent: readonly Place[];
  readonly failures: number;
  readonly keys: number;
}

/** Runs a case on a subject whose every request and answer is full of secrets, and looks for them in everything that comes out. */
export const trySeeded = async (
  subject: KitSubject,
  tried: Case,
  change: (gateway: Watched['gateway']) => Watched['gateway'] = (same) => same,
): Promise<Tried> => {
  const watched = watch(subject);
  const wire: string[] = [];
  const { keys, one } = { keys: 'plain' as const, one: false, ...tried.asking };
  const asked = queryOf(subject, { style: keys, ...(one ? { most: 1 } : {}) });
  const api = pretend(subject, keysOf(subject, asked.keys), one ? { rowsEach: 1 } : {});
  if (typeof api === 'string') throw new Error(api);
  const stage = await setStage(
    subject,
    api,
    seeded(tried, (text) => void wire.push(text)),
    {
      times,
      without: [],
      gateway: change(watched.gateway),
    },
  );
  try {
    await ask(stage, asked, tried.asking ?? {}, watched);
  } finally {
    await stage.close();
  }
  const { text, failures } = watched;
  const leaks = Object.entries(text).flatMap(([where, lines]) =>
    secretsIn(lines.join('\n')).map((place) => `${place} in ${where}`),
  );
  return { leaks, sent: secretsIn(wire.join('\n')), failures: failures(), keys: text.keys.length };
};

const ask = async (
  { gateway }: Stage,
  { query, variables }: ReturnType<typeof queryOf>,
  { times: again = 1, parallel = 1, leaveAfterMs, timeoutMs }: NonNullable<Case['asking']>,
  { text }: Watched,
): Promise<void> => {
  const secrets = Object.keys(variables).filter((name) => name.endsWith('_token'));
  const seededVariables = { ...variables, ...Object.fromEntries(secrets.map((name) => [name, canary('argument')])) };
  const askOnce = async () => {
    const client = new AbortController();
    const leave = leaveAfterMs && setTimeout(() => client.abort(), leaveAfterMs(times));
    const answer = await gateway.execute({
      query,
      variables: seededVariables,
      signal: client.signal,
      headers: timeoutMs ? { 'breakwater-timeout-ms': String(Math.round(timeoutMs(times))) } : {},
    });
    clearTimeout(leave);
    text.answers.push(JSON.stringify(answer));
  };
  for (let i = 0; i < again; i += 1) await Promise.all(Array.from({ length: parallel }, askOnce));
};
