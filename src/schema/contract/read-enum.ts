import type { EnumTypeDefinitionNode, EnumTypeExtensionNode, EnumValueDefinitionNode } from 'graphql';
import { directiveOf } from './literal.ts';
import type { Report } from './problem.ts';
import { readWire } from './read-wire.ts';

export interface EnumValueModel {
  readonly name: string;
  readonly node: EnumValueDefinitionNode;
  /** As the API spells it; undefined: by its name. */
  readonly spellings: readonly string[] | undefined;
}

/** An enum of the graph, with what its directives say. */
export interface EnumModel {
  readonly name: string;
  readonly values: readonly EnumValueModel[];
}

/** Reads an enum, or more of its values. */
export const readEnum = (
  { name, values = [] }: EnumTypeDefinitionNode | EnumTypeExtensionNode,
  known: EnumModel | undefined,
  report: Report,
): EnumModel => {
  const read = values.map((node) => ({
    name: node.name.value,
    node,
    spellings: readWire(directiveOf(node, 'wire'), 'enumValue', report).value?.filter((each) => each !== null),
  }));
  return { name: name.value, values: [...(known?.values ?? []), ...read] };
};
