import { type Convention, isObject } from '../../datasources/base/index.ts';

/** How a document spells most of its names, as far as one word of the API says all of it. */
export interface Conventions {
  readonly names: Convention | undefined;
  readonly enums: Convention | undefined;
}

/** Names of one word are spelled alike by several: they count for none of them. */
const spellings: readonly (readonly [Convention | 'other', RegExp])[] = [
  ['snake_case', /^[a-z\d]+(_[a-z\d]+)+$/],
  ['kebab-case', /^[a-z\d]+(-[a-z\d]+)+$/],
  ['PascalCase', /^[A-Z][a-z\d]+([A-Z][a-z\d]+)*$/],
  ['other', /^[a-z]+[A-Z]|^[A-Z\d_]{2,}$|[^\w-]/],
];

/** A convention must hold for so many of the names that show one. */
const MOST = 0.6;

const most = (names: readonly string[]): Convention | undefined => {
  const counts = new Map<Convention | 'other', number>();
  for (const name of names) {
    const found = spellings.find(([, pattern]) => pattern.test(name))?.[0];
    if (found) counts.set(found, (counts.get(found) ?? 0) + 1);
  }
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const [best] = [...counts].filter(([name]) => name !== 'other').toSorted(([, a], [, b]) => b - a);
  return best && best[1] > all * MOST ? (best[0] as Convention) : undefined;
};

/** Looks at all properties and all enums of a document. */
export const conventionsOf = (root: Readonly<Record<string, unknown>>): Conventions => {
  const properties = new Set<string>();
  const values = new Set<string>();
  const left: unknown[] = [root];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (isObject(value)) {
      if (isObject(value['properties'])) for (const name of Object.keys(value['properties'])) properties.add(name);
      if (Array.isArray(value['enum']))
        for (const each of value['enum'] as readonly unknown[]) if (typeof each === 'string') values.add(each);
    }
    for (const [name, member] of Object.entries(value)) if (!/^(examples?|default|x-.*)$/.test(name)) left.push(member);
  }
  return { names: most([...properties]), enums: ofValues([...values]) };
};

/** Values of one word in lower case are spelled alike by both. */
const ofValues = (values: readonly string[]): Convention | undefined => {
  const share = (pattern: RegExp) => values.filter((each) => pattern.test(each)).length / values.length;
  if (share(/^[a-z][a-z\d]*(_[a-z\d]+)*$/) > MOST) return 'snake_case';
  return share(/^[a-z][a-z\d]*(-[a-z\d]+)*$/) > MOST ? 'kebab-case' : undefined;
};
