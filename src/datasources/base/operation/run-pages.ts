import type { Scope } from '../scope.ts';
import type { Ask } from './ask.ts';
import type { Args, PagesOperation } from './operation.ts';

/** Runs a list of pages. */
export const runPages = async (operation: PagesOperation, _args: Args, _ask: Ask, _scope: Scope): Promise<unknown> => {
  throw new TypeError(`pages of ${operation.type} are not built yet`);
};
