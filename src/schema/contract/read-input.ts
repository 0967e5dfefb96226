import type {
  ConstDirectiveNode,
  InputObjectTypeDefinitionNode,
  InputObjectTypeExtensionNode,
  InputValueDefinitionNode,
} from 'graphql';
import type { InputShape, TypeRef, Wire } from '../../datasources/base/index.ts';
import { directiveOf } from './literal.ts';
import type { Report } from './problem.ts';
import { readWire, type Spelled } from './read-wire.ts';
import { typeRef } from './type-ref.ts';

/** A field of an input, with what its directive says. */
export interface InputFieldModel {
  readonly name: string;
  readonly node: InputValueDefinitionNode;
  readonly type: TypeRef;
  readonly wire: Wire;
  readonly wireNode: ConstDirectiveNode | undefined;
}

/** An input object of the graph. */
export interface InputModel {
  readonly name: string;
  readonly wire: Wire & Spelled;
  readonly fields: ReadonlyMap<string, InputFieldModel>;
}

/** Reads an input object, or more of its fields. */
export const readInput = (
  node: InputObjectTypeDefinitionNode | InputObjectTypeExtensionNode,
  known: InputModel | undefined,
  report: Report,
): InputModel => {
  const fields = (node.fields ?? []).map((field): InputFieldModel => {
    const wireNode = directiveOf(field, 'wire');
    const wire = readWire(wireNode, 'inputField', report);
    return { name: field.name.value, node: field, type: typeRef(field.type), wire, wireNode };
  });
  return {
    name: node.name.value,
    wire: { ...known?.wire, ...readWire(directiveOf(node, 'wire'), 'input', report) },
    fields: new Map([...(known?.fields ?? []), ...fields.map((field) => [field.name, field] as const)]),
  };
};

/** The input as the floor below knows it. */
export const inputShape = ({ name, wire: { path, value }, fields }: InputModel): InputShape => {
  const [root] = value ?? [];
  return {
    kind: 'input',
    name,
    ...(typeof root === 'string' ? { root } : {}),
    ...(path ? { path } : {}),
    fields: [...fields.values()].map(({ name: field, type, wire }) => ({ name: field, type, wire })),
  };
};
