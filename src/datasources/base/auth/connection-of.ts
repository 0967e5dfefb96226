import { UpstreamError } from '../../../resilience/index.ts';
import type { Caller } from './credentials.ts';

/** The one connection there is where nobody says which. */
export const DEFAULT_CONNECTION = 'default';

/** Which connection a caller's requests are made with. It sees the headers that `forwards` lists, by names in lower case, and no others. */
export type ConnectionOf = (caller: Caller) => string | undefined;

/** A connection, or why there is none. */
export type Chosen = { readonly id: string } | { readonly failure: UpstreamError };

/** Chooses a caller's connection: once for each, so that whose an answer is and whose token was used cannot differ. */
export const chooser = (
  connection: ConnectionOf | undefined,
  forwards: readonly string[],
): ((caller: Caller) => Chosen) => {
  if (connection === undefined) return () => ({ id: DEFAULT_CONNECTION });
  const known = new WeakMap<Caller, Chosen>();
  return (caller) => {
    const its = known.get(caller) ?? choose(connection, only(forwards, caller));
    known.set(caller, its);
    return its;
  };
};

const only = (names: readonly string[], caller: Caller): Caller =>
  Object.fromEntries(names.flatMap((name) => (Object.hasOwn(caller, name) ? [[name, caller[name] ?? '']] : [])));

const choose = (connection: ConnectionOf, caller: Caller): Chosen => {
  try {
    const id: unknown = connection(caller);
    if (id === undefined || id === '') return nobody('unauthenticated', 'no connection belongs to this caller');
    if (typeof id === 'string') return { id };
    return nobody('internal', `connection of its auth must give text or undefined, not ${kindOf(id)}`);
  } catch (error) {
    return nobody('internal', 'connection of its auth threw', error);
  }
};

/** Never the value: it may hold what a header held. */
const kindOf = (value: unknown): string => (value === null ? 'null' : `a value of type ${typeof value}`);

const nobody = (kind: 'unauthenticated' | 'internal', detail: string, cause?: unknown): Chosen => ({
  failure: new UpstreamError(kind, { sent: 'no', detail }, cause),
});
