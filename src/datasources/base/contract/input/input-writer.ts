import type { BodyFormat } from '../../operation/operation.ts';
import type { Convention } from '../names.ts';
import type { Shapes, TypeRef, Wire } from '../shape.ts';

/** A place in the arguments of a field: `['input', 'lines', 0, 'sku']`. */
export type InputPath = readonly (string | number)[];

/** How values of one type are written as the API spells them. */
export interface InputWriter {
  /** Undefined is not given, null is null. @throws UpstreamError `unsafe`, for a value that its format cannot hold */
  readonly write: (value: unknown) => unknown;
  /** Where in a value the API's names lead: `['line_items', '0', 'sku']`; undefined if nowhere. */
  readonly find: (names: readonly string[]) => InputPath | undefined;
}

/** What input types are compiled with: the same for all of one operation. */
export interface Writing {
  readonly shapes: Shapes;
  readonly names: Convention | undefined;
  readonly enums: Convention | undefined;
  readonly format: BodyFormat;
  /** Hears of what cannot be written. `what` is a coordinate: `ChargeInput.amount`. */
  readonly problem: (what: string, message: string) => void;
  /** Writers of input types met before. */
  readonly known: Map<string, InputWriter>;
}

export type CompileInput = (type: TypeRef, wire: Wire, what: string, writing: Writing) => InputWriter;
