import type { Cursor, Medium, Up } from './medium.ts';
import type { Convention } from './names.ts';
import type { FieldShape, Shapes, TypeRef, Wire } from './shape.ts';

/** Reads one raw value: the value, `null`, or a misfit. */
export type Reader = (raw: unknown, up: Up | null, cursor: Cursor) => unknown;

/** Hears how a field was read: what was found in its place, `undefined` where nothing is, and what it became. */
export type Heed = (field: FieldShape, owner: string, found: unknown, value: unknown) => void;

/** What a type is compiled with: the same for all types of one operation. */
export interface Compiling {
  readonly shapes: Shapes;
  readonly medium: Medium;
  readonly names: Convention | undefined;
  readonly enums: Convention | undefined;
  /** Hears of every place where contract and format do not go together. `what` is a coordinate: `Country.code`. */
  readonly problem: (what: string, message: string) => void;
  /** Readers of record types met before, by type and variant. */
  readonly known: Map<string, Reader>;
  /** @default nobody listens */
  readonly heed?: Heed | undefined;
}

/** How a record is met: as an item of a `key` or `zip` list, or in the answer of its own `@load`. */
export interface Variant {
  readonly key?: string | undefined;
  readonly zip?: boolean | undefined;
  readonly detail?: boolean;
  /** As one of the types of a union or an interface: the record says which, as `__typename`. */
  readonly named?: boolean;
}

/** Compiles a type as it is used in one place; `what` is the coordinate of that place. */
export type CompileType = (type: TypeRef, wire: Wire, what: string, variant: Variant, compiling: Compiling) => Reader;
