import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { configNames } from '../../src/config/check-config.ts';
import { withDefaults } from '../../src/datasources/base/source/defaults.ts';
import { complete } from '../../src/gateway/options.ts';
import { groups, optionsDoc, optionsOf, unitOf } from '../../tools/options-doc.ts';

const options = groups.flatMap((group) => optionsOf(group).map((option) => ({ ...option, group })));
const names = (its: typeof options) => its.map(({ group, name }) => `${group.prefix}${name}`);

const said = { name: 'any', baseUrl: 'https://any.example/' };
const { api } = withDefaults(said);
/** What is really used where nobody says. */
const used: Readonly<Record<string, object>> = {
  ...(Object.fromEntries(Object.entries(api.policies)) as Readonly<Record<string, object>>),
  api,
  gateway: complete({ sources: [], typeDefs: 'type Query { a: ID }' }),
};
const usedOf = ({ group, name }: (typeof options)[number]): unknown => {
  const whose = { 'A gateway': 'gateway', 'A source': 'api' }[group.title] ?? group.prefix.replace('.', '');
  return (used[whose] as Readonly<Record<string, unknown>> | undefined)?.[name];
};

describe('docs/options.md', () => {
  test('has every word of a configuration, and marks what no configuration may say', () => {
    const its = options.filter(({ group }) => ['A gateway', 'The configuration'].includes(group.title));
    expect(its.map(({ name }) => name)).toEqual(expect.arrayContaining([...configNames]));
    const marked = [...optionsDoc().matchAll(/^\| `(\w+)` .*createGateway` alone/gm)].map(([, name]) => name);
    expect(marked).toEqual(['typeDefs', 'without', 'transport', 'clock', 'random', 'placeOf']);
  });

  test('is what the docstrings make of it: npm run docs', () => {
    expect(readFileSync('docs/options.md', 'utf8')).toBe(optionsDoc());
  });
});

describe('every option', () => {
  test('is found: so many as are declared', () => {
    expect(options.length).toBeGreaterThan(70);
    for (const group of groups) expect(optionsOf(group)).not.toEqual([]);
  });

  test('says what it means', () => {
    expect(names(options.filter(({ says }) => says.length < 5))).toEqual([]);
  });

  test('says its default, or is needed', () => {
    expect(names(options.filter(({ required, byDefault }) => !required && byDefault === undefined))).toEqual([]);
  });

  test('says its unit, if it is a number', () => {
    expect(names(options.filter((option) => unitOf(option) === undefined))).toEqual([]);
  });

  test('has the default that it says', () => {
    const numbers = options.filter(({ byDefault }) => /^\d/.test(byDefault ?? ''));
    expect(numbers.length).toBeGreaterThan(20);
    expect(numbers.map((option) => `${option.name} ${String(usedOf(option))}`)).toEqual(
      numbers.map(({ name, byDefault }) => `${name} ${/^[\d.]+/.exec(byDefault ?? '')?.[0]}`),
    );
  });

  test('of a source that is an object says the defaults that its parts have', () => {
    const objects = options.filter(({ byDefault }) => byDefault?.startsWith('{'));
    expect(names(objects)).toEqual(['timeouts', 'retry', 'budget', 'breaker', 'bulkhead', 'cache']);
    for (const { name, byDefault = '' } of objects) {
      const pairs = [...byDefault.matchAll(/(\w+): ([\d.]+)/g)].map(([, key, value]) => [key, Number(value)]);
      expect([name, used[name]]).toEqual([name, Object.fromEntries(pairs)]);
    }
  });
});
