import { randomUUID } from 'node:crypto';
import { types } from 'node:util';
import type { Args } from './operation.ts';

/** Numbers for values that only their identity tells apart. They mean nothing in another process, and keep nothing alive. */
const numbers = new WeakMap<WeakKey, number>();
const here = randomUUID();
let last = 0;

const identity = (value: WeakKey): string => {
  const number = numbers.get(value) ?? ++last;
  numbers.set(value, number);
  return `@${number} ${here}`;
};

/** Deeper values are told by identity: what recurses without end would overflow the stack. */
const MAX_DEPTH = 64;

/**
 * Arguments as text, to share a loader by: equal text only for equal arguments, in whatever order they were given. Each type has a spelling of
 * its own, so that `1`, `"1"` and `1n` stay apart; what has no spelling (functions, instances of classes, what holds itself) is equal to
 * itself alone. Members that are undefined are arguments left out. Never throws.
 */
export const argsText = (args: Args): string => {
  try {
    const given = Object.entries(args).filter(([, value]) => value !== undefined);
    // Most operations take nothing beside the key.
    return given.length === 0 ? '{}' : spell(Object.fromEntries(given), []);
  } catch {
    return identity(args);
  }
};

const spell = (value: unknown, around: readonly unknown[]): string => {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return `${value}n`;
    case 'symbol':
      return spellSymbol(value);
    case 'function':
      return identity(value);
    case 'object':
      return value === null ? 'null' : spellObject(value, around);
    default:
      return String(value);
  }
};

/** A registered symbol is the same everywhere, and can be no key of a WeakMap. */
const spellSymbol = (symbol: symbol): string => {
  const registered = Symbol.keyFor(symbol);
  return registered === undefined ? identity(symbol) : `symbol ${JSON.stringify(registered)}`;
};

const spellObject = (object: object, around: readonly unknown[]): string => {
  if (around.length >= MAX_DEPTH || around.includes(object)) return identity(object);
  const within = [...around, object];
  try {
    return spellMembers(object, (value) => spell(value, within)) ?? identity(object);
  } catch {
    // A getter or a proxy of somebody else's: it is known by itself.
    return identity(object);
  }
};

/** Undefined for what has no spelling: a class may hold what nobody sees. */
const spellMembers = (object: object, each: (value: unknown) => string): string | undefined => {
  // Its length tells of holes, which have no text.
  if (Array.isArray(object) && isOwn(object)) return `${object.length}[${object.map(each).join()}]`;
  if (isPlain(object)) return `{${membersOf(object, each).sort().join()}}`;
  if (!isOwn(object) || Object.keys(object).length > 0) return undefined;
  if (types.isDate(object)) return `date ${object.getTime()}`;
  if (types.isRegExp(object)) return `regexp ${each(object.source)} ${each(object.flags)} ${object.lastIndex}`;
  if (types.isSet(object)) return `set [${Array.from(object, each).join()}]`;
  return types.isMap(object) ? `map [${Array.from(object, each).join()}]` : undefined;
};

/** Symbols too: what `joined` made is marked by one. */
const membersOf = (object: object, each: (value: unknown) => string): string[] => {
  const members = Object.entries(object).map(([key, value]) => `${JSON.stringify(key)}:${each(value)}`);
  for (const symbol of Object.getOwnPropertySymbols(object))
    members.push(`${each(symbol)}:${each((object as Readonly<Record<symbol, unknown>>)[symbol])}`);
  return members;
};

const above = (object: object): object | null => Object.getPrototypeOf(object);

/** Whether an object is of no class. Told by what is above it, for there may be more than one `Object`: tests have their own. */
const isPlain = (object: object): boolean => {
  const parent = above(object);
  return parent === null || above(parent) === null;
};

/** Whether an object is of a class of JavaScript's own, not of one that extends it: below a prototype that is plain. */
const isOwn = (object: object): boolean => {
  const parent = above(object);
  return parent !== null && !isPlain(object) && isPlain(parent);
};
