import { isUpstreamError } from '../../../resilience/index.ts';
import { ROW_INDEX } from '../contract/answer.ts';
import type { Heed } from '../contract/reader.ts';
import type { FieldShape } from '../contract/shape.ts';
import type { Drift } from './survey.ts';

/** How one field was met in all records of a document. */
interface Tally {
  readonly field: FieldShape;
  /** Records in which nothing lies in its place. */
  absent: number;
  /** Records in which something does, be it null. */
  present: number;
  /** Values that did not fit, by what is wrong with them. */
  readonly misfits: Map<string, number>;
}

/** Counts how the fields of a contract are met in a document. */
export interface FieldTally {
  readonly heed: Heed;
  /** Notes what did not fit, where that is no field: a row, or the answer itself. */
  misfit(what: string, value: unknown): void;
  /** What is not as the contract says. */
  drifts(): readonly Drift[];
  /** Fields that were there at least once. */
  seen(): ReadonlySet<string>;
}

export const fieldTally = (): FieldTally => {
  const tallies = new Map<string, Tally>();
  const elsewhere = new Map<string, Map<string, number>>();
  return {
    heed(field, owner, found, value) {
      // Where one row was asked for it may say no index, and whoever matches rows minds it.
      if (field.name === ROW_INDEX) return;
      const what = `${owner}.${field.name}`;
      const tally = tallies.get(what) ?? { field, absent: 0, present: 0, misfits: new Map() };
      tallies.set(what, tally);
      if (found === undefined) tally.absent += 1;
      else tally.present += 1;
      for (const says of misfitsIn(value)) add(tally.misfits, says);
    },
    misfit(what, value) {
      const its = elsewhere.get(what) ?? new Map<string, number>();
      for (const says of misfitsIn(value)) add(its, says);
      elsewhere.set(what, its);
    },
    drifts: () => [
      ...[...elsewhere].flatMap(([what, misfits]) => changesOf(what, misfits)),
      ...[...tallies].flatMap(([what, tally]) => driftsOf(what, tally)),
    ],
    seen: () => new Set([...tallies].flatMap(([what, { present }]) => (present > 0 ? [what] : []))),
  };
};

const add = (misfits: Map<string, number>, says: string): void => void misfits.set(says, (misfits.get(says) ?? 0) + 1);

/** What is wrong with a value, or with items of it, without the field that it is told of. An error that the API itself tells of is none. */
const misfitsIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => (isUpstreamError(item) ? misfitsIn(item) : []));
  if (!isUpstreamError(value) || value.kind !== 'mismatch') return [];
  const { detail = 'it does not fit' } = value.facts;
  return [detail.slice(detail.indexOf(': ') + 1).trim()];
};

const driftsOf = (what: string, { field, absent, present, misfits }: Tally): readonly Drift[] => {
  const { nonNull } = field.type;
  // Whoever says a default expects that there may be nothing.
  if (present > 0 || field.wire.default !== undefined) return changesOf(what, misfits);
  return [{ kind: 'vanished', what, says: 'it is in no record', times: absent, breaks: nonNull }];
};

const changesOf = (what: string, misfits: ReadonlyMap<string, number>): readonly Drift[] =>
  [...misfits].map(([says, times]) => ({ kind: 'changed', what, says, times, breaks: true }));
