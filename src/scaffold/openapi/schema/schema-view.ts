import type { Node } from '../node.ts';

/** The kinds of JSON values. `integer` is a `number` too. */
export type Kind = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';

/** Which of several a value is: `oneOf` or `anyOf`. */
export interface Discriminator {
  readonly property: string;
  /** What stands there, and the reference that it means. */
  readonly mapping: readonly (readonly [value: string, ref: string])[];
}

/** What a schema says, with `$ref` followed and `allOf` merged one level deep: what lies in it is looked at when it is needed. */
export interface SchemaView {
  /** One object for all uses of a schema: two views with the same identity are one type. */
  readonly identity: object;
  /** Where it stands: `components.schemas.User`. */
  readonly at: string;
  /** The name it was given there. */
  readonly name?: string;
  readonly title?: string;
  readonly description?: string;
  /** Empty: anything. */
  readonly kinds: ReadonlySet<Kind>;
  readonly nullable: boolean;
  readonly properties: ReadonlyMap<string, unknown>;
  readonly required: ReadonlySet<string>;
  readonly items?: unknown;
  /** What members may be that are not named; `false` for none. */
  readonly additional?: unknown;
  /** What it may be, one of them; empty: itself. */
  readonly variants: readonly unknown[];
  readonly discriminator?: Discriminator;
  /** Its values; none: any of its kind. */
  readonly values?: readonly unknown[];
  /** Names for its values, in their order (`x-enum-varnames`). */
  readonly valueNames: readonly string[];
  readonly format?: string;
  readonly maximum?: number;
  readonly minimum?: number;
  readonly xml?: Node;
}

export const EMPTY_VIEW = {
  kinds: new Set<Kind>(),
  nullable: false,
  properties: new Map<string, unknown>(),
  required: new Set<string>(),
  variants: [],
  valueNames: [],
} as const;
