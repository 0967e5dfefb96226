import type { GatewayOptions } from './options.ts';
import { check } from './options-error.ts';

type MakeStore = NonNullable<GatewayOptions['store']>;

const METHODS = ['get', 'set', 'delete'] as const;

/**
 * Looks at each store when it is made, at start: one that cannot keep anything would be gone round for ever, as one that has failed is. None at
 * all stands for memory.
 * @throws OptionsError from what comes back, for what is no store
 */
export const checkedStore = (store: MakeStore | undefined): MakeStore | undefined =>
  store &&
  ((source) => {
    const its = store(source);
    const isStore = METHODS.every(
      (name) => typeof (its as Partial<typeof its> | null | undefined)?.[name] === 'function',
    );
    check(
      (its ?? undefined) === undefined || isStore,
      `store made no store for ${source}: it needs the methods get, set and delete.`,
    );
    return its;
  });
