import { expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { plugin } from '../../../src/schema/codegen/plugin.ts';

test('the records of a union or an interface are those of its types, each with its name', () => {
  const text = plugin(
    buildSchema(`
      union Playable = Track | Episode
      interface Named { name: String }
      type Track implements Named { name: String }
      type Episode { playable: Playable  all: [Named!] }
      type Query { one: Playable }
    `),
    [],
    {},
  );
  expect(text).toContain(
    "export type Playable = (Track & { readonly __typename: 'Track' }) | (Episode & { readonly __typename: 'Episode' });",
  );
  expect(text).toContain("export type Named = (Track & { readonly __typename: 'Track' });");
  expect(text).toContain('  readonly playable: Playable | null;\n  readonly all: readonly (Named)[] | null;');
  expect(text).toContain('    readonly Playable: Playable;');
});
