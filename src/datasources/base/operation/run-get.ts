import { isUpstreamError } from '../../../resilience/index.ts';
import type { Scope } from '../scope.ts';
import { applyTransform } from './apply-transform.ts';
import type { Ask } from './ask.ts';
import type { Args, GetOperation } from './operation.ts';
import { settled } from './poll.ts';

/** Runs a `get`. */
export const runGet = async (operation: GetOperation, args: Args, ask: Ask, scope: Scope): Promise<unknown> => {
  try {
    const built = ask.build(operation.make(args));
    const { value } = await settled(operation.poll, built, await ask.send(built, scope, true), ask, scope);
    return applyTransform(operation, value, args);
  } catch (error) {
    if (operation.notFoundIsNull && isUpstreamError(error) && error.kind === 'notFound') return null;
    throw error;
  }
};
