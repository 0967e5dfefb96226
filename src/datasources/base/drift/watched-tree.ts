import { Digits } from '../decode/digits.ts';
import type { BeyondNames } from './beyond-names.ts';

/** A JSON document that knows which of its members were looked at. */
export interface WatchedTree {
  /** Reads like the document itself. */
  readonly document: unknown;
  /** Notes members that nobody looked at, of objects that somebody looked into. */
  tell(beyond: BeyondNames): void;
}

/** What is known of one object: where it lies, and the names that were looked for. */
interface Looked {
  readonly place: string;
  readonly names: Set<string>;
  /** Whether somebody went through all of its members: then none is unknown. */
  whole: boolean;
}

/**
 * Stands around a JSON document. Proxies see what any reader looks at, paths, discriminators, faults and cursors alike: what a contract knows
 * need not be worked out a second time.
 */
export const watchedTree = (document: unknown): WatchedTree => {
  const looked = new Map<object, Looked>();
  const proxies = new WeakMap<object, unknown>();

  const watched = (value: unknown, place: string): unknown => {
    if (typeof value !== 'object' || value === null || value instanceof Digits) return value;
    const known = proxies.get(value);
    if (known !== undefined) return known;
    const proxy = Array.isArray(value) ? watchedList(value, place) : watchedObject(value, place);
    proxies.set(value, proxy);
    return proxy;
  };
  const watchedList = (list: unknown[], place: string): unknown =>
    new Proxy(list, { get: (target, name, self) => watched(Reflect.get(target, name, self), place) });
  const watchedObject = (object: object, place: string): unknown => {
    const its: Looked = { place, names: new Set(), whole: false };
    looked.set(object, its);
    const within = (name: string) => {
      const last = its.whole ? '*' : name;
      return place === '' ? last : `${place}.${last}`;
    };
    return new Proxy(object, {
      get(target, name, self) {
        const value: unknown = Reflect.get(target, name, self);
        return typeof name === 'string' ? watched(value, within(name)) : value;
      },
      getOwnPropertyDescriptor(target, name) {
        if (typeof name === 'string') its.names.add(name);
        return Reflect.getOwnPropertyDescriptor(target, name);
      },
      ownKeys(target) {
        its.whole = true;
        return Reflect.ownKeys(target);
      },
    });
  };

  return {
    document: watched(document, ''),
    tell(beyond) {
      for (const [object, { place, names, whole }] of looked) {
        // Into an object where a scalar was expected nobody has looked.
        if (whole || names.size === 0) continue;
        for (const name of Object.keys(object)) if (!names.has(name)) beyond.note(place, name);
      }
    },
  };
};
