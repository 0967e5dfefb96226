import type { Case, Entry } from '../faults/entry.ts';
import type { GoodAnswer } from '../faults/fault.ts';
import { type KitSubject, keysOf, queryOf } from './kit-subject.ts';
import { pretend } from './pretend.ts';

/** A case that was not run, and why. */
export interface NotRun {
  readonly id: string;
  readonly says: string;
  readonly source: string;
  readonly operation: string;
  readonly because: string;
}

/** One case of one entry on one operation, ready to be run. */
export interface Trial {
  readonly entry: Entry;
  readonly tried: Case;
  readonly subject: KitSubject;
}

/** What can be tried of these entries on these operations; and what cannot, with the reason. */
export const trialsOf = (
  entries: readonly Entry[],
  subjects: readonly KitSubject[],
): { readonly trials: readonly Trial[]; readonly notRun: readonly NotRun[] } => {
  const trials: Trial[] = [];
  const notRun: NotRun[] = [];
  for (const subject of subjects) {
    const good = goodOf(subject);
    for (const entry of entries) {
      const skip = (says: string, because: string) =>
        notRun.push({ id: entry.id, says, source: subject.api.name, operation: subject.name, because });
      if (entry.cases.length === 0) skip(entry.says, `it needs ${entry.awaits ?? 'what'}, which is not built yet`);
      for (const tried of entry.cases) {
        const because = tried.notFor?.(subject, good);
        if (because === undefined) trials.push({ entry, tried, subject });
        else skip(saysOf(entry, tried), because);
      }
    }
  }
  return { trials, notRun };
};

/** What its API answers to everything at once; undefined if the kit cannot stand in for it, which each case will say. */
const goodOf = (subject: KitSubject): GoodAnswer | undefined => {
  const keys = keysOf(subject, queryOf(subject).keys);
  const api = pretend(subject, keys);
  return typeof api === 'string' ? undefined : api(keys);
};

/** What is tried, in words. */
export const saysOf = (entry: Entry, { says }: Case): string =>
  says === undefined ? entry.says : `${entry.says}: ${says}`;

/** Whether a trial holds up the whole process, or measures it. */
export const isAlone = ({ tried }: Trial): boolean =>
  tried.asking?.alone === true || tried.asking?.blockMs !== undefined;
