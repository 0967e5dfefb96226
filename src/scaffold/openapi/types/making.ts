import type { DraftType } from '../../draft.ts';
import type { Conventions } from '../../names/conventions-of.ts';
import type { NameBook } from '../../names/name-book.ts';
import type { Node } from '../node.ts';
import type { SchemaView } from '../schema/schema-view.ts';
import type { Views } from '../schema/views.ts';
import type { Typed, Use } from './typed.ts';

/** A union or an interface whose types are not all known yet. */
export interface Abstract {
  readonly name: string;
  readonly kind: 'union' | 'interface';
  readonly at: string;
  readonly description?: string | undefined;
  /** The place of its discriminator. */
  readonly by: string;
  readonly members: readonly { readonly type: string; readonly values: readonly string[] }[];
}

/** All that is shared while types are made. */
export interface Making {
  readonly root: Node;
  readonly views: Views;
  readonly conventions: Conventions;
  readonly typeNames: NameBook;
  /** In the order they were met. */
  readonly types: Map<string, DraftType>;
  readonly abstracts: Map<string, Abstract>;
  /** The type that was made of a schema, by how it is used. */
  readonly made: Map<object, Map<string, string>>;
  /** Enums by what they hold. */
  readonly enums: Map<string, string>;
  readonly typeOf: (schema: unknown, use: Use) => Typed;
  /** The same for a schema that was read. */
  readonly typeOfView: (view: SchemaView, use: Use) => Typed;
}

/** The name of a schema's type for one way of use, made but once. The name is there before the type is, for types that hold themselves. */
export const madeOnce = (
  { made }: Making,
  identity: object,
  way: string,
  start: () => string,
  make: (name: string) => void,
): string => {
  const ways = made.get(identity) ?? new Map<string, string>();
  made.set(identity, ways);
  const known = ways.get(way);
  if (known !== undefined) return known;
  const name = start();
  ways.set(way, name);
  make(name);
  return name;
};
