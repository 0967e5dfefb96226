import { describe, expect, test } from '@jest/globals';
import { type Api, DataSource, type SourceClass } from '../../../src/datasources/base/index.ts';
import { createGateway } from '../../../src/gateway/create-gateway.ts';
import { ContractError } from '../../../src/schema/index.ts';

class Player extends DataSource {
  static readonly api: Api = { name: 'player', baseUrl: 'http://127.0.0.1/' };
  list = this.get('[Playable]' as never, () => 'list');
}

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const problemsOf = (typeDefs: string, Source: SourceClass = Player): readonly string[] => {
  try {
    createGateway({ sources: [Source], typeDefs, log: quiet });
    return [];
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return error.problems.map(({ message }) => message);
  }
};

const QUERY = 'extend type Query { list: [Playable] @load(from: "player.list") }';
const TYPES = 'type Track @wire(value: "track") { id: ID! }  type Episode { id: ID! }';

describe('a graph is refused at start', () => {
  test('for a union or an interface whose types nothing tells apart', () => {
    expect(problemsOf(`union Playable = Track | Episode ${TYPES} ${QUERY}`)).toEqual([
      'player.list answers with Playable, but nothing says how the types of Playable are told apart.',
    ]);
  });

  test('for two types with one value, be it none at all', () => {
    const types = (a: string, b: string) =>
      `interface Playable @wire(by: "type") { id: ID! } type Track implements Playable @wire(value: ${a}) { id: ID! } type Episode implements Playable @wire(value: ${b}) { id: ID! } ${QUERY}`;
    expect(problemsOf(types('["a", "b"]', '"b"'))).toEqual(['Playable: Track and Episode are both told by "b".']);
    expect(problemsOf(types('[null, "a"]', 'null'))).toEqual([
      'Playable: Track and Episode are both told by no discriminator at all.',
    ]);
    expect(problemsOf(types('"Episode"', 'null'))).toEqual([]);
  });

  test('for an interface that no type implements', () => {
    expect(problemsOf(`interface Playable @wire(by: "type") { id: ID! } ${QUERY}`)).toEqual([
      'Playable is told apart by a discriminator, but no type is one of it.',
    ]);
  });

  test('for a discriminator that is no path, and words that mean nothing there', () => {
    expect(problemsOf(`union Playable @wire(by: "a..b", path: "x") = Track | Episode ${TYPES} ${QUERY}`)).toEqual([
      '"a..b" is not a path: expected a name.',
      '@wire(path:) cannot stand on a union or an interface.',
      'player.list answers with Playable, but nothing says how the types of Playable are told apart.',
    ]);
  });

  test('for a value that no discriminator can hold', () => {
    expect(
      problemsOf(
        `union Playable @wire(by: "type") = Track | Episode ${TYPES} type Lone @wire(value: "l") { id: ID! } ${QUERY}`,
      ),
    ).toEqual(['Lone has a value, but is one of no union or interface.']);
  });

  test('for a batch whose keys not all of its types have', () => {
    class Batched extends DataSource {
      static readonly api: Api = Player.api;
      list = this.batch('Playable' as never, { key: 'id' as never, fetch: () => 'list' });
    }
    const sdl = `union Playable @wire(by: "type") = Track | Ad  type Track { id: ID! }  type Ad { n: Int }
      extend type Query { list(id: ID!): Playable @load(from: "player.list", by: "$id") }`;
    expect(problemsOf(sdl, Batched)).toEqual(['player.list has the key "id", which is no field of Ad.']);
  });
});
