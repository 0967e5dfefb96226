import { isObject } from '../../datasources/base/index.ts';

/** An object of a document that anybody may have written: nothing is known of its members. */
export type Node = Readonly<Record<string, unknown>>;

export const isNode = (value: unknown): value is Node => isObject(value);

/** A member of its own; `constructor` and `__proto__` are names like any other. */
export const memberAt = (value: unknown, name: string): unknown =>
  isNode(value) && Object.hasOwn(value, name) ? value[name] : undefined;

export const nodeAt = (value: unknown, name: string): Node | undefined => {
  const member = memberAt(value, name);
  return isNode(member) ? member : undefined;
};

/** A text that says something. */
export const textAt = (value: unknown, name: string): string | undefined => {
  const member = memberAt(value, name);
  return typeof member === 'string' && member.trim() !== '' ? member : undefined;
};

export const listAt = (value: unknown, name: string): readonly unknown[] => {
  const member = memberAt(value, name);
  return Array.isArray(member) ? member : [];
};

export const textsAt = (value: unknown, name: string): readonly string[] =>
  listAt(value, name).filter((each) => typeof each === 'string');

export const flagAt = (value: unknown, name: string): boolean => memberAt(value, name) === true;

export const numberAt = (value: unknown, name: string): number | undefined => {
  const member = memberAt(value, name);
  return typeof member === 'number' && Number.isFinite(member) ? member : undefined;
};

/** The members of an object, none if it is no object. */
export const membersOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  isNode(value) ? Object.entries(value) : [];
