import type { SourceClass } from '../../src/datasources/base/index.ts';
import { languageOf, operationsOf } from '../../src/datasources/base/index.ts';
import { catalogue } from '../../src/faults/catalogue/index.ts';
import type { Case, Expected, Subject } from '../../src/faults/entry.ts';
import type { Fault, GoodAnswer } from '../../src/faults/fault.ts';

/** One case of the catalogue that may befall a request. */
export interface Mishap {
  /** `S11` */
  readonly id: string;
  readonly fault: Fault;
  /** Its answer does not come to an end by itself: whoever waits for it has to close the connection. */
  readonly hangs: boolean;
}

/** The operations of a source, as the catalogue knows them. */
export const subjectsOf = (Source: SourceClass): readonly Subject[] =>
  [...operationsOf(Source)].map(([name, operation]) => ({
    api: Source.api,
    operation,
    name,
    format: languageOf(operation.format ?? Source.api.format ?? 'json'),
  }));

const expectedOf = ({ expected }: Case, subject: Subject): Expected =>
  typeof expected === 'function' ? expected(subject) : expected;

/** A server alone can show it, whatever the source is set to and however it is asked. */
const isPlain = ({ fault, api, asking, broken }: Case): boolean =>
  !api && !asking && !broken && Object.keys(fault).length > 0 && Object.keys(fault).every((key) => SHOWN.includes(key));

const SHOWN: readonly string[] = ['script', 'onConnection'];

/** What may be answered in its place is wrong, and nobody can tell: a null that is no error, rows that are not there. */
const deceives = ({ outcome, missing = false }: Expected): boolean => outcome === 'null' || missing;

/** The API asks to be left alone for minutes, and is: nothing else could be tried on it. */
const silences = ({ outcome, again, within, retryAfter }: Expected): boolean =>
  retryAfter === true && again === 'no' && within === 'fast' && outcome !== 'tooMuch';

/** A status can also mean that time was up; an answer that is late, or never comes, is one of the entries on timing. */
const hangs = (id: string, { fault }: Case, { outcome }: Expected): boolean =>
  fault.onConnection !== undefined || (id.startsWith('M') && [outcome].flat().includes('timeout'));

/** All that may befall an operation: a list for each entry of the catalogue, so that each entry is as likely as the others. */
export const mishapsFor = (subject: Subject, good: GoodAnswer): readonly (readonly Mishap[])[] =>
  catalogue
    .map(({ id, cases }) =>
      cases.flatMap((each): readonly Mishap[] => {
        if (!isPlain(each) || each.notFor?.(subject, good) !== undefined) return [];
        const expected = expectedOf(each, subject);
        if (deceives(expected) || silences(expected)) return [];
        return [{ id, fault: each.fault, hangs: hangs(id, each, expected) }];
      }),
    )
    .filter((cases) => cases.length > 0);
