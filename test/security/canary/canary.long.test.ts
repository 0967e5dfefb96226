import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { catalogue } from '../../../src/faults/catalogue/index.ts';
import type { Case } from '../../../src/faults/entry.ts';
import { isSubject, type KitSubject, subjectsOf } from '../../../src/kit/kit-subject.ts';
import { readContract } from '../../../src/kit/read-contract.ts';
import { trialsOf } from '../../../src/kit/trials.ts';
import { canary, coreOf, places, secretsIn } from './canaries.ts';
import { hostile } from './hostile.ts';
import { type Tried, trySeeded } from './try-seeded.ts';
import { sdl, vaults } from './vault.ts';

const contract = readContract(vaults, sdl);
const subjects = vaults.flatMap((Vault) => subjectsOf(Vault, contract)).filter(isSubject);

interface Run {
  readonly says: string;
  readonly subject: KitSubject;
  readonly tried: Case;
}

/** Cases that can happen to none of the subjects, by their entry. */
const leftOut: Record<string, number> = {};

/** Every case of the catalogue once, on one subject after the other of those that it can happen to. */
const fromCatalogue: readonly Run[] = catalogue.flatMap((entry) =>
  entry.cases.flatMap((tried, i) => {
    const { trials } = trialsOf([{ ...entry, cases: [tried] }], subjects);
    const trial = trials[i % trials.length];
    if (!trial) leftOut[entry.id] = (leftOut[entry.id] ?? 0) + 1;
    return trial ? [{ ...trial, says: `${entry.id} ${tried.says ?? entry.says}` }] : [];
  }),
);
const fromHere: readonly Run[] = hostile.flatMap((tried) =>
  subjects
    .filter((subject) => tried.notFor?.(subject) === undefined)
    .map((subject) => ({ says: tried.says ?? '', tried, subject })),
);

const PARALLEL = 12;
const PATIENCE_MS = 20_000;
const nothing: Tried = { leaks: [], sent: [], failures: 0, keys: 0 };

/** Runs all, several at a time. */
const runAll = async (runs: readonly Run[]): Promise<readonly (Tried & { readonly says: string })[]> => {
  const queue = [...runs];
  const all: (Tried & { readonly says: string })[] = [];
  const work = async () => {
    for (let run = queue.shift(); run; run = queue.shift()) {
      const { says, subject, tried } = run;
      const what = `${subject.api.name}.${subject.name}: ${says}`;
      // A case that cannot be run, or does not end, must not pass for one without leaks.
      const tooLong = sleep(PATIENCE_MS, undefined, { ref: false }).then(() => Promise.reject(new Error('no end')));
      const came = await Promise.race([trySeeded(subject, tried), tooLong]).catch((error: unknown) => ({
        ...nothing,
        leaks: [String(error)],
      }));
      all.push({ ...came, says: what });
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return all;
};

const leaksOf = (all: Awaited<ReturnType<typeof runAll>>) =>
  all.filter(({ leaks }) => leaks.length > 0).map(({ says, leaks }) => `${says}: ${leaks.join(', ')}`);

describe('secrets in requests and answers', () => {
  const run = { catalogue: [] as Awaited<ReturnType<typeof runAll>>, here: [] as Awaited<ReturnType<typeof runAll>> };
  beforeAll(async () => {
    run.catalogue = await runAll(fromCatalogue);
    run.here = await runAll(fromHere);
  }, 120_000);

  test('are in no log, answer, error or cache key, whatever fails', () => {
    // Pages, writes and SOAP need sources of their own; of codes that an API has of its own, none of these has a second.
    const ofPages = { P1: 1, P2: 6, P3: 2, P4: 5, P5: 3 };
    expect(leftOut).toEqual({ C6: 1, C7: 1, C8: 2, X4: 10, B21: 7, L1: 4, ...ofPages });
    const all = catalogue.flatMap(({ cases }) => cases).length;
    expect(run.catalogue).toHaveLength(all - Object.values(leftOut).reduce((sum, each) => sum + each, 0));
    expect(leaksOf(run.catalogue)).toEqual([]);
  });

  test('nor where the secret is what is wrong with the answer', () => {
    expect(run.here).toHaveLength(fromHere.length);
    expect(leaksOf(run.here)).toEqual([]);
  });

  test('really were sent, errors were looked into, and answers kept', () => {
    const all = [...run.catalogue, ...run.here];
    expect(new Set(all.flatMap(({ sent }) => sent))).toEqual(new Set(places));
    const sum = (what: 'failures' | 'keys') => all.reduce((total, each) => total + each[what], 0);
    expect(sum('failures')).toBeGreaterThan(all.length / 2);
    expect(sum('keys')).toBeGreaterThan(all.length);
  });
});

describe('a leak', () => {
  const [subject] = subjects;
  const [, ...rest] = hostile;
  const good = rest.find(({ says }) => says === 'a good answer') ?? { fault: {}, expected: { outcome: 'ok' } as const };

  test('is found in a log that tells URLs and headers', async () => {
    if (!subject) throw new Error('there is no subject');
    const { leaks } = await trySeeded(subject, good, (watched) => (options) => {
      const its = watched(options);
      const { log, transport } = its;
      if (!log || !transport) throw new Error('the stage has a log and a transport');
      return {
        ...its,
        transport: {
          ...transport,
          send(request, signal) {
            log.info({ url: request.url.href, headers: request.headers }, 'sends');
            return transport.send(request, signal);
          },
        },
      };
    });
    const requested = ['url', 'query', 'bearer', 'header', 'cookie', 'argument'];
    expect(leaks).toEqual(['log', 'pino'].flatMap((where) => requested.map((place) => `${place} in ${where}`)));
  });

  test.each<[string, (text: string) => string]>([
    ['as it is', (text) => `a${text}b`],
    ['for a URL', encodeURIComponent],
    ['in capitals', (text) => text.toUpperCase()],
    ['percent-encoded', (text) => Buffer.from(text).toString('hex').toUpperCase().replaceAll(/../g, '%$&')],
    ['in Base64', (text) => Buffer.from(text).toString('base64')],
    ['in Base64, after a user', (text) => Buffer.from(`user:${text}`).toString('base64')],
    ['in Base64, after another', (text) => Buffer.from(`user1:${text}`).toString('base64url')],
    ['in hexadecimal', (text) => Buffer.from(text).toString('hex')],
  ])('is found %s', (_, form) => {
    for (const place of places) expect(secretsIn(`{"x":"${form(canary(place))}"}`)).toEqual([place]);
    expect(secretsIn(form('nothing of the kind'))).toEqual([]);
  });

  test('of one secret is not taken for another', () => {
    for (const place of places) expect(secretsIn(coreOf(place))).toEqual([place]);
  });
});
