import {
  type Key,
  languageOf,
  type Sample,
  type SampleRow,
  type SourceClass,
  sampleDocument,
} from '../../datasources/base/index.ts';
import type { Contract } from '../../schema/index.ts';
import { isPaged, pageOf, rowsOf, type Said, SEVERAL, saidOn } from '../pages.ts';
import { echoes } from './echo.ts';
import type { Question } from './question.ts';
import { stableNumber } from './stable-number.ts';

/** What answers are made from. */
export interface MockGround {
  readonly api: SourceClass['api'];
  readonly contract: Contract;
}

/** An answer of a mocked API. */
export interface MockAnswer {
  readonly body: string;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Rows of a list that nobody says the length of. */
const ROWS = 3;
/** Rows a key, of a batch that has several. */
const ROWS_A_KEY = 2;
/** Few, so that numbers are small and dates near. Two ids may have the same values beside them. */
const NUMBERS = 20;

interface Numbered {
  readonly row: SampleRow;
  readonly number: number;
}

/**
 * An answer to a question: the one that its author recorded, else one made from the contract. The same question has the same answer; ids that are
 * asked for are the ids that are answered.
 * @param target the path and query of the request
 */
export const mockAnswer = (
  ground: MockGround,
  question: Question,
  target: string,
): MockAnswer | { readonly cannot: string } => {
  const { operation, name } = question;
  const format = languageOf(operation.format ?? ground.api.format ?? 'json');
  if (operation.sample) return { body: operation.sample.body, contentType: `application/${format}`, headers: {} };
  if (isPaged(operation)) return pageFor(ground, question, target);
  const sample = made(ground, question, rowsFor(ground, question));
  if ('cannot' in sample) return { cannot: `${ground.api.name}.${name}: ${sample.cannot}` };
  return { body: sample.body, contentType: sample.contentType, headers: {} };
};

const NOTHING: Said = { plant: [], headers: {} };

const made = (
  { api, contract }: MockGround,
  { name, operation }: Question,
  rows: readonly Numbered[],
  { plant }: Said = NOTHING,
): Sample | { readonly cannot: string } => {
  const load = contract.model.objects.get(operation.type)?.load;
  return sampleDocument({
    api,
    name,
    operation,
    shapes: contract.shapes,
    detail: load?.source === api.name && load.operation === name,
    plant,
    rows: rows.map(({ row }) => row),
    // A row that says its index stands where it says.
    ...(isIndexed(operation) ? {} : { numbers: rows.map(({ number }) => number) }),
  });
};

const isIndexed = (operation: Question['operation']): boolean =>
  operation.kind === 'batch' && typeof operation.match === 'object';

const rowsFor = (ground: MockGround, question: Question): readonly Numbered[] => {
  const { operation, keys } = question;
  if (operation.kind === 'batch') return keys.flatMap((key) => rowsOfKey(ground, question, key));
  const row = echoed(ground, question);
  const from = baseOf(question);
  return Array.from({ length: operation.list ? ROWS : 1 }, (_, i) => ({ row, number: from + i }));
};

/** Where the numbers of a question's rows begin. */
const baseOf = ({ name, args }: Question): number => stableNumber([name, args], NUMBERS);

/** A key that its field cannot hold has no row, as with an API that does not know it. */
const rowsOfKey = (ground: MockGround, question: Question, key: Key): readonly Numbered[] => {
  const { operation } = question;
  if (operation.kind !== 'batch') return [];
  const fields = operation.match === 'field' ? operation.key : [];
  const row = Object.fromEntries(
    fields.map((field) => [field, typeof key === 'object' ? key[field] : key]),
  ) as SampleRow;
  const number = stableNumber([operation.type, key], NUMBERS);
  const rows = Array.from({ length: operation.list ? ROWS_A_KEY : 1 }, (_, i) => ({ row, number: number + i }));
  return operation.match === 'field' && 'cannot' in made(ground, question, rows) ? [] : rows;
};

/** What was asked, as far as an answer can hold it. */
const echoed = (ground: MockGround, question: Question): SampleRow => {
  const { operation, args } = question;
  const fitting = echoes(operation.type, args, ground.contract.shapes).filter(
    (row) => !('cannot' in made(ground, question, [{ row, number: 0 }])),
  );
  const row = Object.assign({}, ...fitting) as SampleRow;
  return 'cannot' in made(ground, question, [{ row, number: 0 }]) ? {} : row;
};

const pageFor = (ground: MockGround, question: Question, target: string): MockAnswer | { readonly cannot: string } => {
  const { operation, page, name } = question;
  if (operation.kind !== 'pages') return { cannot: `${name} has no pages` };
  const list = { operation, rows: SEVERAL };
  const from = baseOf(question);
  const row = echoed(ground, question);
  const at = (nth: number, said: Said) =>
    made(
      ground,
      question,
      rowsOf(list, nth).map((number) => ({ row, number: from + number })),
      said,
    );
  const nth = pageOf(
    operation,
    { target, page },
    afterRecords(operation, (each) => at(each, NOTHING)),
  );
  const said = saidOn(list, nth, { target });
  const sample = at(nth, said);
  if ('cannot' in sample) return { cannot: `${ground.api.name}.${name}: ${sample.cannot}` };
  return { body: sample.body, contentType: sample.contentType, headers: said.headers };
};

/** Pages by the last item of the one before, where that is what they are asked for by. */
const afterRecords = (
  { next }: Parameters<typeof pageOf>[0],
  at: (nth: number) => ReturnType<typeof made>,
): ReadonlyMap<string, number> => {
  if (typeof next !== 'object' || !('last' in next)) return new Map();
  return new Map(
    [0, 1].flatMap((nth) => {
      const sample = at(nth);
      const record = 'cannot' in sample ? undefined : (sample.records.at(-1) as Readonly<Record<string, unknown>>);
      return record ? [[String(record[next.last]), nth + 1] as const] : [];
    }),
  );
};
