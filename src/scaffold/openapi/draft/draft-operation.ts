import { pascalCase } from '../../names/words-in.ts';
import { answerOf } from '../answer/answer-of.ts';
import { keyedBatch, unmatchedKeys } from '../keyed-batch.ts';
import { operationName } from '../operation-name.ts';
import type { OpenApiOperation } from '../operations-in.ts';
import { type Parameter, parametersOf } from '../request/parameter.ts';
import { asBatch } from './as-batch.ts';
import { asCall } from './as-call.ts';
import { asPages } from './as-pages.ts';
import type { Drafted, Drafting } from './drafting.ts';

/** An operation as a member: pages where it is a list in pages, and beside it a batch where that can be asked for by ids. */
export const draftOperation = (operation: OpenApiOperation, drafting: Drafting): Drafted => {
  const { making, members } = drafting;
  const name = members.take(operationName(operation));
  const hint = pascalCase(name);
  const parameters = parametersOf(making.root, operation).filter((each) => !isSigned(each, drafting));
  const answer = answerOf(operation, `${hint}Answer`, making);
  const batch = operation.method === 'get' ? keyedBatch(operation, answer, parameters, making) : undefined;
  const one =
    asPages(operation, name, parameters, answer, drafting) ?? asCall(operation, name, parameters, answer, drafting);
  const two = batch ? asBatch(operation, name, parameters, batch, drafting) : undefined;
  if (two) return { operations: [...one.operations, ...two.operations], roots: [...one.roots, ...two.roots] };
  const hints = unmatchedKeys(operation, answer, parameters, making);
  return {
    ...one,
    operations: one.operations.map((each) =>
      hints.length > 0 ? { ...each, notes: [...(each.notes ?? []), ...hints] } : each,
    ),
  };
};

const isSigned = (parameter: Parameter, { signed }: Drafting): boolean =>
  signed.has(`${parameter.in} ${parameter.name.toLowerCase()}`);
