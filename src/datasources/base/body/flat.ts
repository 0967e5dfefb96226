import { isExactNumber } from '../contract/input/exact-number.ts';

/** A value of a form, under its whole name. */
export type FlatField = readonly [name: string, value: unknown];

/** Whether a value has members of its own to be written, and is no date, file or exact number. */
const isPlain = (value: object): boolean => {
  const above: unknown = Object.getPrototypeOf(value);
  return !isExactNumber(value) && (above === null || above === Object.prototype);
};

/** An object as the fields of a form: members in brackets (`a[b]`), items by their number (`a[0]`). Undefined is left out. */
export const flat = (
  value: unknown,
  name = '',
  isLeaf: (value: object) => boolean = () => false,
): readonly FlatField[] => {
  if (value === undefined) return [];
  if (Array.isArray(value))
    return value.flatMap((item, i) => flat(item, name === '' ? String(i) : `${name}[${i}]`, isLeaf));
  if (typeof value !== 'object' || value === null || isLeaf(value) || !isPlain(value)) return [[name, value]];
  return Object.entries(value).flatMap(([key, member]) => flat(member, name === '' ? key : `${name}[${key}]`, isLeaf));
};

/** A scalar as a form writes it; null is empty. */
export const formText = (value: unknown): string => {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString();
  // An exact number; whatever else is an object is written as JSON rather than lost.
  return typeof value === 'object' ? JSON.stringify(value) : `${value as string | number | boolean}`;
};
