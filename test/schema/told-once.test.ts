import { describe, expect, test } from '@jest/globals';
import { Source } from 'graphql';
import { looseSource } from './loose-source.ts';
import { problemsOf } from './problems-of.ts';

const THING = 'type Thing { id: ID! }';
const things = looseSource('things', ({ get }) => ({ thing: get('Thing', () => 'thing') }));
const broken = looseSource('shop', (verbs) => (verbs as never as { gett: () => Record<string, never> }).gett());

describe('when it fails', () => {
  test('a source that cannot be made is told once, with the line of the cause, however many fields load from it', () => {
    const fields = ['a', 'b', 'c'].map((name) => `${name}: Thing @load(from: "shop.${name}")`).join(' ');
    const sdl = `${THING} type Query { ${fields} thing: Thing @load(from: "things.thing") }`;
    expect(problemsOf(sdl, [things, broken])).toEqual([
      [
        'source shop',
        expect.stringMatching(/ cannot be made: .*gett is not a function \(line 8\)\.$/),
        'Its members are made by this.get and this.batch.',
      ],
    ]);
  });

  test('other mistakes beside it are told', () => {
    const sdl = `${THING} type Query { a: Thing @load(from: "shop.a") b: Thing @load(from: "shopp.b") }`;
    expect(problemsOf(sdl, [things, broken]).map(([, message]) => message)).toEqual([
      expect.stringContaining('cannot be made'),
      'Query.b loads from "shopp.b", but there is no source "shopp".',
    ]);
  });

  test('a type, a field and a root field that are declared twice name both places, and the fix', () => {
    const one = new Source(`${THING}\nextend type Query { thing: Thing @load(from: "things.thing") }`, 'one.graphql');
    const two = new Source(
      `type Thing { id: ID! }\nextend type Query { thing: Thing @load(from: "things.thing") }`,
      'two.graphql',
    );
    expect(problemsOf([one, two], [things])).toEqual([
      [
        'two.graphql:1:6',
        'There can be only one type named "Thing". The other is at one.graphql:1:6.',
        'Rename one of them; or, where fields are to be added to it, write: extend type Thing.',
      ],
      [
        'two.graphql:1:14',
        'Field "Thing.id" can only be defined once. The other is at one.graphql:1:14.',
        'Rename one of them, or leave it out.',
      ],
      [
        'two.graphql:2:21',
        'Field "Query.thing" can only be defined once. The other is at one.graphql:2:21.',
        'Rename one of them, or leave it out.',
      ],
    ]);
  });
});
