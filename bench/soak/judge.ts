import { decisionTable } from '../../src/resilience/index.ts';
import type { Answer, AnswerError } from './ask.ts';

/** What must be true of an answer. */
export interface Truth {
  /** What the caller is answered when nothing is wrong. */
  readonly own: unknown;
  /** What the other caller is answered then. */
  readonly others: unknown;
  readonly requestId: string;
}

/** Why an answer may be stale although nothing has failed: a new one is on its way. */
const REVALIDATING = 'REVALIDATING';

const codes: ReadonlySet<unknown> = new Set(Object.values(decisionTable).map(({ code }) => code));

/** Sentences of what is not as it must be: none if all is well. */
export const judge = (answer: Answer, truth: Truth): readonly string[] => {
  const errors = answer.errors ?? [];
  const paths = errors.map(({ path = [] }) => path);
  return [
    ...errors.flatMap((error) => judgeError(error, answer, truth)),
    ...judgeMarks(answer),
    ...differences({ got: answer.data ?? null, own: truth.own, others: truth.others }, [], paths),
  ];
};

const judgeError = (
  { path, extensions = {} }: AnswerError,
  { data }: Answer,
  { requestId }: Truth,
): readonly string[] => {
  const { code, source, retryable } = extensions;
  const where = `an error at ${path?.join('.') ?? 'no field'} (${String(code)})`;
  return [
    ...(codes.has(code) ? [] : [`${where} has a code that is not in the vocabulary`]),
    ...(code === 'INTERNAL_SERVER_ERROR' ? [`${where} was not expected by the product itself`] : []),
    ...(typeof source === 'string' ? [] : [`${where} names no source`]),
    ...(typeof retryable === 'boolean' ? [] : [`${where} does not say whether it is retryable`]),
    ...(extensions['requestId'] === requestId ? [] : [`${where} has the id of another request, or none`]),
    ...(path === undefined || holds(data, path) ? [`${where} stands beside data, not in its place`] : []),
  ];
};

/** Whether there is something at this place. */
const holds = (data: unknown, path: readonly (string | number)[]): boolean => {
  const value = path.reduce<unknown>(
    (at, step) => (at as Readonly<Record<string | number, unknown>> | null | undefined)?.[step],
    data,
  );
  return value !== null && value !== undefined;
};

const judgeMarks = ({ extensions }: Answer): readonly string[] =>
  Object.entries((extensions?.['sources'] ?? {}) as Readonly<Record<string, Mark>>).flatMap(([source, mark]) =>
    mark.stale === true && Number(mark.ageMs) >= 0 && (codes.has(mark.reason) || mark.reason === REVALIDATING)
      ? []
      : [`${source} is marked with ${JSON.stringify(mark)}`],
  );

interface Mark {
  readonly stale?: unknown;
  readonly ageMs?: unknown;
  readonly reason?: unknown;
}

interface Compared {
  readonly got: unknown;
  readonly own: unknown;
  readonly others: unknown;
}

type Place = readonly (string | number)[];

/** Whatever is there must be true; what is not there must be told of by an error at its place, above or below it. */
const differences = (compared: Compared, place: Place, paths: readonly Place[]): readonly string[] => {
  const { got, own, others } = compared;
  const where = place.join('.') || 'data';
  if (got === null && own !== null)
    return paths.some((path) => isRelated(path, place)) ? [] : [`${where} is null, and no error says why`];
  if (!isObject(own) || !isObject(got)) {
    if (Object.is(got, own)) return [];
    const told = `${where} is ${shown(got)} instead of ${shown(own)}`;
    return [isObject(got) || !Object.is(got, others) ? `wrong data: ${told}` : `the answer of another caller: ${told}`];
  }
  if (Array.isArray(own) && Array.isArray(got) && own.length !== got.length)
    return [`wrong data: ${where} has ${got.length} items instead of ${own.length}`];
  return Object.keys(own).flatMap((key) => {
    const step = Array.isArray(own) ? Number(key) : key;
    return differences(
      { got: got[key] ?? null, own: own[key], others: isObject(others) ? others[key] : undefined },
      [...place, step],
      paths,
    );
  });
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Whether one place is the other, or above it. */
const isRelated = (a: Place, b: Place): boolean => {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length).every((step, i) => step === b[i]);
};

const shown = (value: unknown): string => JSON.stringify(value)?.slice(0, 80) ?? 'nothing';
