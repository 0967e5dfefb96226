import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { blueprintOf } from '../../src/config/blueprint-of.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { mermaid, type Picture, pictureOf } from '../../src/schema/index.ts';
import { blueprint } from './explain/explained.ts';
import { looseSource } from './loose-source.ts';
import { mermaidProblems } from './mermaid-problems.ts';

const atlas = async () => pictureOf(blueprintOf((await loadConfig(resolve('breakwater.config.ts'))).options));

describe('names that mean something to Mermaid', () => {
  const words = ['end', 'graph', 'subgraph', 'default', 'class', 'click', 'style', 'x', 'o'];

  test('stand for sources and types', () => {
    const picture: Picture = {
      sources: words.map((name) => ({ name, types: words })),
      joins: words.map((owner) => ({
        field: `${owner}.end`,
        owner,
        call: 'end.graph',
        source: 'end',
        by: ['a"b', '[0]', '#<&'],
        types: ['class'],
        crosses: true,
      })),
      parts: [],
    };
    expect(mermaidProblems(mermaid(picture))).toEqual([]);
  });

  test('whatever the names are', () => {
    const source = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,6}$/);
    const type = fc.stringMatching(/^[A-Z_a-z][A-Za-z0-9_]{0,6}$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(source, { minLength: 1 }),
        fc.uniqueArray(type, { minLength: 1 }),
        fc.string(),
        (names, types, by) => {
          const sources = names.map((name) => ({ name, types }));
          const joins = names.map((each) => ({
            field: 'Query.a',
            owner: 'Query',
            call: `${each}.a`,
            source: each,
            by: [by],
            types,
            crosses: false,
          }));
          const text = mermaid(
            { sources, joins, parts: [] },
            { source: names[0] ?? '', fields: new Set(), types: new Set(types) },
          );
          expect(mermaidProblems(text)).toEqual([]);
        },
      ),
    );
  });
});

describe('the picture', () => {
  test('of the atlas is the one in the README', async () => {
    const [, shown] = /```mermaid\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8')) ?? [];
    expect(shown).toBe(mermaid(await atlas()));
    expect(mermaidProblems(shown ?? '')).toEqual([]);
  });

  test('says which joins cross into another source', async () => {
    const { joins } = await atlas();
    expect(joins.filter(({ crosses }) => crosses).map(({ field, call, by }) => [field, call, by])).toEqual([
      ['Currency.rate', 'ecb.rate', ['code']],
      ['Country.currencies', 'currencies.ofCountry', ['code']],
      ['Place.weather', 'openMeteo.weather', ['latitude', 'longitude']],
      ['Place.earthquakes', 'usgs.near', ['latitude', 'longitude']],
    ]);
  });

  test('holds what a union may be, details, and types that resolvers make', () => {
    const zoo = looseSource('zoo', ({ get, batch }) => ({
      animals: get('[Animal]', () => 'animals'),
      cat: batch('Cat', { key: 'id', fetch: (ids) => ({ path: 'cats', query: { ids } }) }),
    }));
    const picture = pictureOf(
      blueprint(
        `union Animal @wire(by: "kind") = Cat | Dog
         type Cat @load(from: "zoo.cat", by: "id") { id: ID! diary: Diary @wire(detail: true) } type Dog { id: ID! } type Diary { text: String }
         type Tally { cat(id: ID!): Cat @load(from: "zoo.cat") }
         extend type Query { animals: [Animal] @load(from: "zoo.animals") tally: Tally }`,
        [zoo],
        { Query: { tally: () => ({}) } },
      ),
    );
    expect(mermaid(picture)).toBe(`flowchart LR
  root_Query(["Query"])
  subgraph source_zoo["zoo"]
    type_zoo_Cat["Cat"]
    type_zoo_Diary["Diary"]
    type_zoo_Dog["Dog"]
  end
  type__Tally["Tally"]
  type_zoo_Cat -->|"diary by id"| type_zoo_Diary
  type__Tally -->|"cat by $id"| type_zoo_Cat
  root_Query -->|"animals"| type_zoo_Cat
  root_Query -->|"animals"| type_zoo_Dog
`);
  });
});
