import { isUpstreamError } from '../../../resilience/index.ts';
import type { Scope } from '../scope.ts';
import { applyTransform } from './apply-transform.ts';
import type { Ask } from './ask.ts';
import type { Args, GetOperation } from './operation.ts';

/** Runs a `get`. */
export const runGet = async (operation: GetOperation, args: Args, ask: Ask, scope: Scope): Promise<unknown> => {
  try {
    const { value } = await ask.send(ask.build(operation.make(args)), scope, true);
    return applyTransform(operation, value, args);
  } catch (error) {
    if (operation.notFoundIsNull && isUpstreamError(error) && error.kind === 'notFound') return null;
    throw error;
  }
};
