import type { Scope } from '../scope.ts';
import type { Ask } from './ask.ts';
import type { Args, WriteOperation } from './operation.ts';

/** Runs a write. */
export const runWrite = async (operation: WriteOperation, _args: Args, _ask: Ask, _scope: Scope): Promise<unknown> => {
  throw new TypeError(`${operation.method} is not built yet`);
};
