import type { DraftOperation } from '../../draft.ts';
import type { Answer } from '../answer/answer-of.ts';
import type { OpenApiOperation } from '../operations-in.ts';
import { bodyOf } from '../request/body-of.ts';
import type { Parameter } from '../request/parameter.ts';
import { described } from '../types/describe.ts';
import { type Drafted, type Drafting, rootField, takeAll, takingFor } from './drafting.ts';

/** Headers by which an API knows a write that is sent again (draft-ietf-httpapi-idempotency-key-header, and what was there before it). */
const WRITE_KEY = /^([a-z]+-)*idempotency[-_]?(key|token|id)$/i;

/** One request a call. */
export const asCall = (
  operation: OpenApiOperation,
  name: string,
  parameters: readonly Parameter[],
  answer: Answer,
  drafting: Drafting,
): Drafted => {
  const taking = takingFor(drafting, name);
  // The gateway makes the key: only so is it the same when the gateway itself sends a write again.
  const key = operation.method === 'get' ? undefined : parameters.find((each) => isWriteKey(each));
  const rest = parameters.filter((each) => each !== key);
  const { path, args, types, query, headers, notes } = takeAll(operation, rest, taking);
  const body = bodyOf(operation, taking);
  const kind = operation.method as DraftOperation['kind'];
  const drafted: DraftOperation = {
    name,
    kind,
    type: answer.type,
    description: described(operation.summary),
    request: { args: { ...types, ...body.types }, path, query, headers, ...(body.body ? { body: body.body } : {}) },
    options: { ...answer.options, ...body.options, ...(key ? { idempotencyKey: key.name } : {}) },
    notes: [...answer.notes, ...notes, ...body.notes],
  };
  return { operations: [drafted], roots: [rootField(operation, drafting, name, answer.type, [...args, ...body.args])] };
};

const isWriteKey = ({ in: place, name }: Parameter): boolean => place === 'header' && WRITE_KEY.test(name);
