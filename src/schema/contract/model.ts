import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
} from 'graphql';
import type { EnumShape, Shape, Shapes, TypeRef, Wire } from '../../datasources/base/index.ts';
import { directiveOf } from './literal.ts';
import type { Report } from './problem.ts';
import { type AbstractModel, membersOf, readAbstract, unionShape } from './read-abstract.ts';
import { type EnumModel, readEnum } from './read-enum.ts';
import { type InputModel, inputShape, readInput } from './read-input.ts';
import { type Load, readLoad } from './read-load.ts';
import { readWire, type Spelled } from './read-wire.ts';
import { typeRef } from './type-ref.ts';

/** A field of the graph, with what its directives say. */
export interface FieldModel {
  readonly owner: string;
  readonly name: string;
  /** `Country.capital`. */
  readonly what: string;
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
  /** Names of the interfaces that it implements. */
  readonly interfaces: readonly string[];
  readonly wire: Wire & Spelled;
  readonly wireNode: ConstDirectiveNode | undefined;
  /** How to load it by its key. */
  readonly load: Load | undefined;
  readonly fields: ReadonlyMap<string, FieldModel>;
}

/** All of the graph that the contract speaks of. */
export interface Model {
  readonly objects: ReadonlyMap<string, ObjectModel>;
  readonly enums: ReadonlyMap<string, EnumModel>;
  /** Unions and interfaces. */
  readonly abstracts: ReadonlyMap<string, AbstractModel>;
  readonly inputs: ReadonlyMap<string, InputModel>;
  /** Names of directives that the SDL declares itself. */
  readonly directives: ReadonlySet<string>;
}

/** Names of the fields that have a resolver, by type. */
export type Resolved = ReadonlyMap<string, ReadonlySet<string>>;

export const isRoot = (type: string): boolean => /^(Query|Mutation|Subscription)$/.test(type);

/** The fields that come over the wire: neither loaded, nor made by a resolver. */
export const onWire = ({ fields }: ObjectModel): readonly FieldModel[] =>
  [...fields.values()].filter(({ loadNode, resolved }) => !loadNode && !resolved);

/** Reads the directives of a whole document. */
export const readModel = (document: DocumentNode, resolved: Resolved, report: Report): Model => {
  const objects = new Map<string, ObjectModel>();
  const enums = new Map<string, EnumModel>();
  const abstracts = new Map<string, AbstractModel>();
  const inputs = new Map<string, InputModel>();
  const directives = new Set<string>();
  for (const node of document.definitions) {
    switch (node.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.OBJECT_TYPE_EXTENSION:
        objects.set(node.name.value, readObject(node, objects.get(node.name.value), resolved, report));
        break;
      case Kind.ENUM_TYPE_DEFINITION:
      case Kind.ENUM_TYPE_EXTENSION:
        enums.set(node.name.value, readEnum(node, enums.get(node.name.value), report));
        break;
      case Kind.INTERFACE_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_EXTENSION:
      case Kind.UNION_TYPE_DEFINITION:
      case Kind.UNION_TYPE_EXTENSION:
        abstracts.set(node.name.value, readAbstract(node, abstracts.get(node.name.value), report));
        break;
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      case Kind.INPUT_OBJECT_TYPE_EXTENSION:
        inputs.set(node.name.value, readInput(node, inputs.get(node.name.value), report));
        break;
      case Kind.DIRECTIVE_DEFINITION:
        directives.add(node.name.value);
    }
  }
  return { objects, enums, abstracts, inputs, directives };
};

const readObject = (
  node: ObjectTypeDefinitionNode | ObjectTypeExtensionNode,
  known: ObjectModel | undefined,
  resolved: Resolved,
  report: Report,
): ObjectModel => {
  const name = node.name.value;
  const fields = (node.fields ?? []).map((field) =>
    readField(field, name, resolved.get(name)?.has(field.name.value) ?? false, report),
  );
  const wireNode = directiveOf(node, 'wire');
  return {
    name,
    node: known?.node ?? node,
    interfaces: [...(known?.interfaces ?? []), ...(node.interfaces ?? []).map((each) => each.name.value)],
    wire: { ...known?.wire, ...readWire(wireNode, 'type', report) },
    wireNode: wireNode ?? known?.wireNode,
    load: readLoad(directiveOf(node, 'load'), report) ?? known?.load,
    fields: new Map([...(known?.fields ?? []), ...fields.map((field) => [field.name, field] as const)]),
  };
};

const readField = (node: FieldDefinitionNode, owner: string, resolved: boolean, report: Report): FieldModel => {
  const wireNode = directiveOf(node, 'wire');
  const loadNode = directiveOf(node, 'load');
  return {
    owner,
    name: node.name.value,
    what: `${owner}.${node.name.value}`,
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

/** The model as the floor below knows types: plain data, without what does not come over the wire. */
export const shapesOf = ({ objects, enums, abstracts, inputs }: Model): Shapes => {
  const records = [...objects.values()].map((object): [string, Shape] => {
    const fields = onWire(object).map(({ name, type, wire }) => ({ name, type, wire }));
    const { path } = object.wire;
    return [object.name, { kind: 'record', name: object.name, fields, ...(path ? { path } : {}) }];
  });
  const unions = [...abstracts.values()].map((each): [string, Shape] => [
    each.name,
    unionShape(each, membersOf(each, objects)),
  ]);
  const spelled = [...enums.values()].map((each): [string, Shape] => [each.name, enumShape(each)]);
  const written = [...inputs.values()].map((each): [string, Shape] => [each.name, inputShape(each)]);
  return new Map([...records, ...unions, ...spelled, ...written]);
};

const enumShape = ({ name, values }: EnumModel): EnumShape => ({
  kind: 'enum',
  name,
  values: values.map((value) => ({ name: value.name, ...(value.spellings ? { spellings: value.spellings } : {}) })),
});
