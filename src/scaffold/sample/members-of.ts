import { Digits, isObject } from '../../datasources/base/index.ts';
import { XmlNode } from './xml-node.ts';

/** All values that stand under one name, in all records of a place. */
export interface Member {
  /** The name in a path: `id`, `@id`, `.`. */
  readonly path: string;
  /** What its field is called after. */
  readonly name: string;
  /** Those that are there; null is one. */
  readonly values: readonly unknown[];
  /** How many of the records have it. */
  readonly records: number;
  /** Elements that come more than once in a record: a list. */
  readonly many: boolean;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  isObject(value) && !(value instanceof Digits) && !(value instanceof XmlNode);

/** The members of objects, in the order in which they first come. */
export const membersOfObjects = (objects: readonly JsonObject[]): readonly Member[] => {
  const values = new Map<string, unknown[]>();
  for (const object of objects)
    for (const [name, value] of Object.entries(object)) {
      const known = values.get(name);
      if (known) known.push(value);
      else values.set(name, [value]);
    }
  return [...values].map(([name, its]) => ({
    path: quotedStep(name),
    name,
    values: its,
    records: its.length,
    many: false,
  }));
};

/** The attributes, child elements and text of elements. */
export const membersOfNodes = (nodes: readonly XmlNode[]): readonly Member[] => {
  const attributes = membersOfObjects(nodes.map((node) => node.attributes)).map((each) => ({
    ...each,
    path: `@${each.name}`,
  }));
  const children = new Map<string, XmlNode[][]>();
  for (const { children: its } of nodes)
    for (const [name, group] of its) {
      const known = children.get(name);
      if (known) known.push(group);
      else children.set(name, [group]);
    }
  const elements = [...children].map(([name, groups]) => ({
    path: quotedStep(name),
    name,
    values: groups.flat(),
    records: groups.length,
    many: groups.some(({ length }) => length > 1),
  }));
  const texts = nodes.map(({ text }) => text).filter((text) => text.trim() !== '');
  const text = { path: '.', name: 'value', values: texts, records: texts.length, many: false };
  return [...attributes, ...elements, ...(texts.length > 0 ? [text] : [])];
};

/** A name as a step of a path: in quotes where it holds what means something there. */
export const quotedStep = (name: string): string =>
  /[.[\]'|*]|^[$^@:]/.test(name) ? `'${name.replaceAll("'", "''")}'` : name;

/** Whether no path leads to a member: an empty name cannot be said, and `__proto__` is never walked into. */
export const isNameless = ({ name }: Member): boolean => name === '' || name === '__proto__';
