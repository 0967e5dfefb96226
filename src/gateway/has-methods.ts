import { isObject } from '../datasources/base/index.ts';

/** Tells what has these methods from all else. */
export const hasMethods =
  (...names: readonly string[]) =>
  (value: unknown): boolean =>
    isObject(value) && names.every((name) => typeof value[name] === 'function');

/** Tells a log. */
export const isLog = hasMethods('debug', 'info', 'warn', 'error');
