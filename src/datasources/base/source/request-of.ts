import type { Request } from './request.ts';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/**
 * What an author's function made, as a request. Without the compiler it may be anything, such as the promise of an `async` function.
 * @param what `worldbank.country`, for the message
 * @throws TypeError for what is no request, and would be sent to `/undefined`
 */
export const requestOf = (made: unknown, what: string): Request => {
  if (typeof made === 'string') return { path: made };
  if (isObject(made) && 'path' in made && typeof made.path === 'string') return made as Request;
  if (isObject(made) && 'then' in made && typeof made.then === 'function') {
    // Its failure, if it fails, has been told of here: else it would end the process.
    made.then(undefined, () => {});
    throw new TypeError(`${what}: fetch must give a path or a request at once, not a promise`);
  }
  throw new TypeError(`${what}: fetch must give a path or a request, not ${nameOf(made)}`);
};

const nameOf = (made: unknown): string => {
  if (made === null || made === undefined) return String(made);
  if (Array.isArray(made)) return 'a list';
  return isObject(made) ? 'an object without a path' : `a ${typeof made}`;
};
