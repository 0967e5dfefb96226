import {
  type ConstDirectiveNode,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  Kind,
  type UnionTypeDefinitionNode,
  type UnionTypeExtensionNode,
} from 'graphql';
import type { Path, Shape } from '../../datasources/base/index.ts';
import { directiveOf } from './literal.ts';
import type { ObjectModel } from './model.ts';
import type { Report } from './problem.ts';
import { readWire } from './read-wire.ts';

type AbstractNode =
  | InterfaceTypeDefinitionNode
  | InterfaceTypeExtensionNode
  | UnionTypeDefinitionNode
  | UnionTypeExtensionNode;

/** A union or an interface of the graph, with what its directive says. */
export interface AbstractModel {
  readonly name: string;
  readonly node: AbstractNode;
  readonly isUnion: boolean;
  /** Names of the types of a union. Those of an interface say so themselves. */
  readonly types: readonly string[];
  /** Where a value says which it is; undefined where nobody says. */
  readonly by: Path | '*' | undefined;
  readonly wireNode: ConstDirectiveNode | undefined;
}

/** Reads a union or an interface, or more of it. */
export const readAbstract = (node: AbstractNode, known: AbstractModel | undefined, report: Report): AbstractModel => {
  const wireNode = directiveOf(node, 'wire');
  const isUnion = node.kind === Kind.UNION_TYPE_DEFINITION || node.kind === Kind.UNION_TYPE_EXTENSION;
  const types = isUnion ? (node.types ?? []).map(({ name }) => name.value) : [];
  return {
    name: node.name.value,
    node: known?.node ?? node,
    isUnion,
    types: [...(known?.types ?? []), ...types],
    by: readWire(wireNode, 'abstract', report).by ?? known?.by,
    wireNode: wireNode ?? known?.wireNode,
  };
};

/** The object types that a union or an interface may be. */
export const membersOf = (
  { name, isUnion, types }: AbstractModel,
  objects: ReadonlyMap<string, ObjectModel>,
): readonly ObjectModel[] =>
  isUnion
    ? types.flatMap((type) => objects.get(type) ?? [])
    : [...objects.values()].filter(({ interfaces }) => interfaces.includes(name));

/** What means a type in a discriminator. @default its own name */
export const tagsOf = ({ name, wire }: ObjectModel): readonly (string | null)[] => wire.value ?? [name];

/** The same as the floor below knows types. */
export const unionShape = ({ name, by }: AbstractModel, members: readonly ObjectModel[]): Shape => ({
  kind: 'union',
  name,
  members: members.map((member) => ({ type: member.name, values: tagsOf(member) })),
  ...(by === undefined ? {} : { by }),
});
