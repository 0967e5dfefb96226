import type { Path } from './path.ts';

/** A literal as SDL can write it. */
export type Literal = string | number | boolean | null | readonly Literal[];

/** What `@wire` says of a field, read and checked. */
export interface Wire {
  /** Where the value lies, from the record. Default: the field's name in the API's spelling. */
  readonly path?: Path;
  /** Other places, in their order, where the value is not there, or null. */
  readonly others?: readonly Path[];
  /** An object keyed by name becomes a list; the member's name fills this field of the item. JSON only. */
  readonly key?: string;
  /** An object of columns becomes a list of rows. JSON only. */
  readonly zip?: boolean;
  /** A lone value may stand for a list of one. JSON only. */
  readonly lone?: boolean;
  /** Sent only in answers of the type's own `@load`. */
  readonly detail?: boolean;
  /** How a scalar is spelled, where it is not spelled as usual. */
  readonly format?: string;
  /** Spellings that mean null. */
  readonly null?: readonly Literal[];
  /** Stands in for an absent or null value. */
  readonly default?: Literal;
}

/** A GraphQL type as used somewhere: wrappers around a name. */
export type TypeRef =
  | { readonly list: TypeRef; readonly nonNull: boolean }
  | { readonly name: string; readonly nonNull: boolean };

export interface FieldShape {
  readonly name: string;
  readonly type: TypeRef;
  readonly wire: Wire;
}

/** An object type: its fields on the wire. Fields behind `@load`, or with a resolver of their own, are not in it. */
export interface RecordShape {
  readonly kind: 'record';
  readonly name: string;
  /** Where the fields lie within the value. */
  readonly path?: Path;
  readonly fields: readonly FieldShape[];
}

/** A union or an interface: object types that are told apart by a discriminator. */
export interface UnionShape {
  readonly kind: 'union';
  readonly name: string;
  /** Where the discriminator lies, from the candidate value; `*`: it is the element's own name. Undefined where nobody says. */
  readonly by?: Path | '*';
  /** The types there are, each with the values that mean it; `null` is a discriminator that is absent. */
  readonly members: readonly { readonly type: string; readonly values: readonly (string | null)[] }[];
}

/** An input object, as bodies and arguments are made from it. */
export interface InputShape {
  readonly kind: 'input';
  readonly name: string;
  /** Its root element, where it is a body in XML. */
  readonly root?: string;
  /** Where its fields are written within the value. */
  readonly path?: Path;
  readonly fields: readonly FieldShape[];
}

export interface EnumShape {
  readonly kind: 'enum';
  readonly name: string;
  /** Each value with its spellings on the wire; none: its name by the source's convention. */
  readonly values: readonly { readonly name: string; readonly spellings?: readonly string[] }[];
}

export interface ScalarShape {
  readonly kind: 'scalar';
  readonly name: string;
}

/** All types of a graph, as plain data: what the floor above makes of SDL, and all this floor knows of it. */
export type Shape = RecordShape | UnionShape | InputShape | EnumShape | ScalarShape;
export type Shapes = ReadonlyMap<string, Shape>;

/** The type's name under all wrappers. */
export const nameOf = (type: TypeRef): string => ('list' in type ? nameOf(type.list) : type.name);

/** Whether values of the type, under all wrappers, are scalars or enums. */
export const isLeaf = (type: TypeRef, shapes: Shapes): boolean => !holdsFields(shapes.get(nameOf(type)));

/** Whether values of a shape have fields: records, and those told apart. */
export const holdsFields = (shape: Shape | undefined): shape is RecordShape | UnionShape =>
  shape?.kind === 'record' || shape?.kind === 'union';
