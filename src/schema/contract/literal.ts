import { type ConstDirectiveNode, type ConstValueNode, Kind, valueFromASTUntyped } from 'graphql';

/** The argument of a directive as its node; undefined when it is not given, or null. */
export const argumentOf = (directive: ConstDirectiveNode, name: string): ConstValueNode | undefined => {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.NULL && name !== 'value' ? undefined : value;
};

/** A literal as JavaScript; an integer that JavaScript cannot hold stays text. */
export const literal = (node: ConstValueNode): unknown => {
  if (node.kind === Kind.LIST) return node.values.map(literal);
  const value = valueFromASTUntyped(node);
  return node.kind === Kind.INT && !Number.isSafeInteger(value) ? node.value : value;
};

/** The directive of that name on a node. */
export const directiveOf = (
  node: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  name: string,
): ConstDirectiveNode | undefined => node.directives?.find((directive) => directive.name.value === name);
