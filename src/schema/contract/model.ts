import {
  type ConstDirectiveNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type EnumTypeExtensionNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type TypeNode,
} from 'graphql';
import type { EnumShape, FieldShape, Shape, Shapes, TypeRef, Wire } from '../../datasources/base/index.ts';
import { directiveOf } from './literal.ts';
import type { Problem } from './problem.ts';
import { type Load, readLoad } from './read-load.ts';
import { readWire } from './read-wire.ts';

/** A field of the graph, with what its directives say. */
export interface FieldModel {
  readonly owner: string;
  readonly name: string;
  readonly node: FieldDefinitionNode;
  readonly type: TypeRef;
  readonly arguments: ReadonlyMap<string, TypeRef>;
  readonly wire: Wire;
  readonly wireNode: ConstDirectiveNode | undefined;
  readonly load: Load | undefined;
  readonly loadNode: ConstDirectiveNode | undefined;
  /** Whether somebody wrote a resolver for it. */
  readonly resolved: boolean;
}

/** An object type of the graph. */
export interface ObjectModel {
  readonly name: string;
  readonly node: ObjectTypeDefinitionNode | ObjectTypeExtensionNode;
  readonly wire: Wire;
  /** How to load it by its key. */
  readonly load: Load | undefined;
  readonly fields: ReadonlyMap<string, FieldModel>;
}

/** All of the graph that the contract speaks of. */
export interface Model {
  readonly objects: ReadonlyMap<string, ObjectModel>;
  readonly enums: ReadonlyMap<string, EnumShape>;
}

/** Names of the fields that have a resolver, by type. */
export type Resolved = ReadonlyMap<string, ReadonlySet<string>>;

export const isRoot = (type: string): boolean => /^(Query|Mutation|Subscription)$/.test(type);

/** A type as written, as data. */
export const typeRef = (node: TypeNode, nonNull = false): TypeRef => {
  if (node.kind === Kind.NON_NULL_TYPE) return typeRef(node.type, true);
  return node.kind === Kind.LIST_TYPE ? { list: typeRef(node.type), nonNull } : { name: node.name.value, nonNull };
};

/** Reads the directives of a whole document. */
export const readModel = (document: DocumentNode, resolved: Resolved, report: (problem: Problem) => void): Model => {
  const objects = new Map<string, ObjectModel>();
  const enums = new Map<string, EnumShape>();
  for (const node of document.definitions) {
    if (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION)
      addObject(objects, node, resolved, report);
    if (node.kind === Kind.ENUM_TYPE_DEFINITION || node.kind === Kind.ENUM_TYPE_EXTENSION) addEnum(enums, node, report);
  }
  return { objects, enums };
};

const addObject = (
  objects: Map<string, ObjectModel>,
  node: ObjectTypeDefinitionNode | ObjectTypeExtensionNode,
  resolved: Resolved,
  report: (problem: Problem) => void,
): void => {
  const name = node.name.value;
  const known = objects.get(name);
  const fields = (node.fields ?? []).map((field) =>
    readField(field, name, resolved.get(name)?.has(field.name.value) ?? false, report),
  );
  const wire = readWire(directiveOf(node, 'wire'), 'type', report);
  const load = readLoad(directiveOf(node, 'load'), report);
  objects.set(name, {
    name,
    node: known?.node ?? node,
    wire: { ...known?.wire, ...wire },
    load: load ?? known?.load,
    fields: new Map([...(known?.fields ?? []), ...fields.map((field) => [field.name, field] as const)]),
  });
};

const readField = (
  node: FieldDefinitionNode,
  owner: string,
  resolved: boolean,
  report: (problem: Problem) => void,
): FieldModel => {
  const wireNode = directiveOf(node, 'wire');
  const loadNode = directiveOf(node, 'load');
  return {
    owner,
    name: node.name.value,
    node,
    type: typeRef(node.type),
    arguments: new Map(node.arguments?.map((argument) => [argument.name.value, typeRef(argument.type)])),
    wire: readWire(wireNode, 'field', report),
    wireNode,
    load: readLoad(loadNode, report),
    loadNode,
    resolved,
  };
};

const addEnum = (
  enums: Map<string, EnumShape>,
  node: EnumTypeDefinitionNode | EnumTypeExtensionNode,
  report: (problem: Problem) => void,
): void => {
  const name = node.name.value;
  const values = (node.values ?? []).map((value) => {
    const { value: spellings } = readWire(directiveOf(value, 'wire'), 'enumValue', report);
    return { name: value.name.value, ...(spellings ? { spellings } : {}) };
  });
  enums.set(name, { kind: 'enum', name, values: [...(enums.get(name)?.values ?? []), ...values] });
};

/** The model as the floor below knows types: plain data, without what does not come over the wire. */
export const shapesOf = ({ objects, enums }: Model): Shapes => {
  const records = [...objects.values()].map(({ name, wire, fields }): [string, Shape] => {
    const onWire = [...fields.values()].filter((field) => !field.loadNode && !field.resolved);
    const shapes: FieldShape[] = onWire.map((field) => ({ name: field.name, type: field.type, wire: field.wire }));
    return [name, { kind: 'record', name, fields: shapes, ...(wire.path ? { path: wire.path } : {}) }];
  });
  return new Map<string, Shape>([...records, ...enums]);
};
