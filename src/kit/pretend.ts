import {
  isIdentified,
  type Key,
  type Planted,
  type Recorded,
  type SampleOptions,
  type SampleRow,
  sampleDocument,
} from '../datasources/base/index.ts';
import type { GoodAnswer } from '../faults/fault.ts';
import { ownErrors } from '../faults/own-errors.ts';
import { keeping } from './keeping.ts';
import type { KitSubject } from './kit-subject.ts';
import { isPaged, type PageRequest, type Said, SEVERAL } from './pages.ts';
import { pretendPages } from './pretend-pages.ts';
import { spoil } from './spoil.ts';

/** Answers as the subject's API would, for the keys that a request was made for. */
export type Pretend = (keys: readonly Key[], request?: PageRequest) => GoodAnswer;

/** What the API has. */
export interface PretendOptions {
  /** Rows a key, or of an answer without keys, where there can be many. @default 2 */
  readonly rowsEach?: number | undefined;
  /** Whether a list that comes in pages has several of them. @default false */
  readonly several?: boolean;
  /** Other values than it has for 0. @default 0 */
  readonly shift?: number;
  /** How every value that may be null is left out. @default none is */
  readonly lacking?: SampleOptions['lacking'];
}

/** An answer without pages says nothing of them. */
const NOTHING: Said = { plant: [], headers: {} };

/** An answer, with what its last record is asked on by; or why there can be none. */
type Made = (GoodAnswer & { readonly last?: string }) | string;

/** A row, and the number that what is made up for it depends on. */
interface Numbered {
  readonly row: SampleRow;
  readonly number: number;
}

/**
 * Pretends to be the API of a subject: its documents are made from the contract, or are the one that its author recorded.
 * @returns a sentence if there can be no such document
 */
export const pretend = (
  subject: KitSubject,
  allKeys: readonly Key[],
  { rowsEach = 2, several = false, shift = 0, lacking }: PretendOptions = {},
): Pretend | string => {
  const { operation, format } = subject;
  const kept = keeping<Made>();
  if (operation.sample) return recorded(subject, operation.sample);
  const optionsFor = (rows: readonly Numbered[], plant: readonly Planted[]) => ({
    plant,
    api: subject.api,
    name: subject.name,
    operation,
    shapes: subject.contract.shapes,
    detail: subject.graph.isLoader,
    rows: rows.map(({ row }) => row),
    numbers: rows.map(({ number }) => number + shift),
    lacking,
  });
  const answer = (rows: readonly Numbered[], keys: readonly Key[], said: Said = NOTHING): Made =>
    kept(JSON.stringify([rows, keys, said]), () => makeAnswer(rows, keys, said));
  const makeAnswer = (rows: readonly Numbered[], keys: readonly Key[], said: Said): Made => {
    const options = optionsFor(rows, said.plant);
    const sample = sampleDocument(options);
    if ('cannot' in sample) return sample.cannot;
    return {
      status: 200,
      contentType: sample.contentType,
      body: Buffer.from(sample.body),
      format,
      ...(said === NOTHING ? {} : { headers: said.headers, ...lastOf(subject, sample.records) }),
      keys: keys.flatMap(spellings),
      rows: (change) => bodyOf(answer(changes[change](rows), keys, said)),
      refusal: (code, nth) => ownErrors(subject, code)[nth]?.body,
      spoil: (how) => {
        const text = spoil(sample.body, sample.contentType, how, options);
        return text === undefined ? undefined : Buffer.from(text);
      },
    };
  };
  if (isPaged(operation)) {
    const identified = isIdentified(subject.contract.shapes.get(operation.type));
    const list = { operation, rows: several ? SEVERAL : rowsEach };
    return pretendPages(list, identified, (numbers, said) =>
      answer(
        numbers.map((number) => ({ row: {}, number })),
        [],
        said,
      ),
    );
  }
  const good = (keys: readonly Key[]) => {
    const asked = operation.kind === 'batch' && operation.whole ? allKeys : keys;
    return answer(numbered(subject, asked, rowsEach), asked);
  };
  const trial = good(allKeys);
  if (typeof trial === 'string') return trial;
  return (keys) => {
    const made = good(keys);
    if (typeof made === 'string') throw new TypeError(`${made} (for ${JSON.stringify(keys)})`);
    return made;
  };
};

/** Its author's recording, whatever is asked. */
const recorded = (subject: KitSubject, { body, keys = [] }: Recorded): Pretend => {
  const { api, name, operation, format, contract, graph } = subject;
  const options = { api, name, operation, shapes: contract.shapes, detail: graph.isLoader, rows: [] };
  const contentType = `application/${format}; charset=utf-8`;
  const answer: GoodAnswer = {
    status: 200,
    contentType,
    body: Buffer.from(body),
    format,
    keys: keys.flatMap(spellings),
    rows: () => undefined,
    refusal: (code, nth) => ownErrors(subject, code)[nth]?.body,
    spoil(how) {
      const text = spoil(body, contentType, how, options);
      return text === undefined ? undefined : Buffer.from(text);
    },
  };
  return () => answer;
};

/** What the page after one is asked for by, where that is a field of its last item. */
const lastOf = ({ operation }: KitSubject, records: readonly unknown[]): { readonly last?: string } => {
  if (operation.kind !== 'pages' || typeof operation.next !== 'object' || !('last' in operation.next)) return {};
  const record = records.at(-1) as Readonly<Record<string, unknown>> | null | undefined;
  return record ? { last: String(record[operation.next.last]) } : {};
};

const bodyOf = (answer: GoodAnswer | string): Buffer | undefined =>
  typeof answer === 'string' ? undefined : answer.body;

type Change = Parameters<GoodAnswer['rows']>[0];

const changes: Readonly<Record<Change, (rows: readonly Numbered[]) => readonly Numbered[]>> = {
  // The last: what rows share was made up by the first.
  drop: (rows) => rows.slice(0, -1),
  reverse: (rows) => inGroups(rows).toReversed().flat(),
  duplicate: (rows) => [...rows.slice(0, 1), ...rows],
};

/** Rows of one key beside each other: theirs is an order that answers keep. */
const inGroups = (rows: readonly Numbered[]): readonly (readonly Numbered[])[] => [
  ...Map.groupBy(rows, ({ row, number }) => (Object.keys(row).length === 0 ? number : JSON.stringify(row))).values(),
];

/** The rows that answer these keys. A row carries its key only where rows are told by it. */
const numbered = ({ operation }: KitSubject, keys: readonly Key[], rowsEach: number): readonly Numbered[] => {
  const many = operation.list ? rowsEach : 1;
  if (operation.kind !== 'batch') return Array.from({ length: many }, (_, number) => ({ row: {}, number }));
  const fields = operation.match === 'field' ? operation.key : [];
  return keys.flatMap((key, i) => {
    const row = Object.fromEntries(
      fields.map((field) => [field, typeof key === 'object' ? key[field] : key] as const),
    ) as SampleRow;
    return Array.from({ length: many }, (_, n) => ({ row, number: i * many + n }));
  });
};

const spellings = (key: Key): readonly string[] =>
  typeof key === 'object' ? Object.values(key).map(String) : [String(key)];
