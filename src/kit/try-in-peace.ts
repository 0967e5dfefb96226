import { isDeepStrictEqual } from 'node:util';
import { askInPeace, type InPeace } from './ask-in-peace.ts';
import { type Asked, type KitQuery, type KitSubject, keysOf, queryOf } from './kit-subject.ts';
import { type PretendOptions, pretend } from './pretend.ts';
import { rehearse } from './rehearse.ts';

/** What is wrong with an operation though nothing is in its way. */
export interface Unrest {
  /** Sentences: none if all is well. */
  readonly misses: readonly string[];
  /** Whether no case can show anything then. */
  readonly ends: boolean;
}

const known = new WeakMap<KitSubject, Promise<Unrest>>();

/**
 * Asks an operation with nothing in its way, once. What all cases show is measured by its answer then: it must fail at nothing, hold what came,
 * differ where others ask, and not need what may be null.
 */
export const tryInPeace = (subject: KitSubject): Promise<Unrest> => {
  const unrest = known.get(subject) ?? tryNow(subject);
  known.set(subject, unrest);
  return unrest;
};

const tryNow = async (subject: KitSubject): Promise<Unrest> => {
  try {
    const { asked, baseline } = await rehearse(subject);
    if (await ignoresAnswer(subject, asked, baseline)) return { misses: [IGNORES_ANSWER], ends: true };
    return { misses: [...(await ignoredInputs(subject)), ...(await missesNulls(subject, asked))], ends: false };
  } catch (error) {
    return { misses: [messageOf(error)], ends: true };
  }
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Asks an API that is other than usual; undefined where there can be no such one. */
const askOf = (subject: KitSubject, asked: KitQuery, options: PretendOptions): Promise<InPeace> | undefined => {
  const api = pretend(subject, keysOf(subject, asked.keys), options);
  return typeof api === 'string' ? undefined : askInPeace(subject, asked, api);
};

/** What such an API answers to all keys at once; undefined where there can be no such one. */
const bodyOf = (subject: KitSubject, asked: KitQuery, options: PretendOptions): Uint8Array | undefined => {
  const keys = keysOf(subject, asked.keys);
  const api = pretend(subject, keys, options);
  return typeof api === 'string' ? undefined : api(keys)?.body;
};

const IGNORES_ANSWER = 'it answers the same whatever its API says: look at its transform, which throws away what came';

/** Whether other values over there make no other answer. What a change is answered with is often of no interest. */
const ignoresAnswer = async (subject: KitSubject, asked: KitQuery, baseline: unknown): Promise<boolean> => {
  const { operation } = subject;
  const inOrder = operation.kind === 'batch' && operation.match !== 'field';
  if (operation.sample || operation.kind === 'write' || inOrder) return false;
  // Where all is a key, or has but one value, no other answer can be made up.
  if (isDeepStrictEqual(bodyOf(subject, asked, {}), bodyOf(subject, asked, { shift: 1 }))) return false;
  const other = await askOf(subject, asked, { shift: 1 });
  return other !== undefined && isDeepStrictEqual(other.data, baseline);
};

/** Whether two who ask for different things are sent for the same. */
const ignoredInputs = async (subject: KitSubject): Promise<readonly string[]> => {
  const { operation, inputs } = subject;
  if (operation.kind === 'batch' && operation.whole) return [];
  const isBatch = operation.kind === 'batch';
  const [one, other] = [
    queryOf(subject, { most: 1 }),
    queryOf(subject, { ...SECOND, ...(isBatch ? { args: 0 } : {}) }),
  ];
  if (other.keys.length === 0 || isDeepStrictEqual(one.variables, other.variables)) return [];
  const [first, second] = [await askOf(subject, one, {}), await askOf(subject, other, {})];
  if (!first || !second || !isDeepStrictEqual(first.requests[0], second.requests[0])) return [];
  if (isBatch)
    return [
      'two different keys make the same request: look at its fetch, or say whole: true if its answer holds them all',
    ];
  // They may have been for its transform.
  const names = [...inputs.others.keys()].join(', ');
  return isDeepStrictEqual(first.data, second.data)
    ? [`different arguments (${names}) make the same request, and the same answer: look at what it asks for`]
    : [];
};

const SECOND: Asked = { most: 1, from: 1 };

/** Whether it fails where something that may be null is. */
const missesNulls = async (subject: KitSubject, asked: KitQuery): Promise<readonly string[]> => {
  if (subject.operation.sample) return [];
  for (const lacking of ['null', 'absent'] as const) {
    try {
      await askOf(subject, asked, { lacking });
    } catch (error) {
      const how = lacking === 'null' ? 'null' : 'not there';
      return [`where all is ${how} that may be null: ${messageOf(error)}; look at its transform`];
    }
  }
  return [];
};
