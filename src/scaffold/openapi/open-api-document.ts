import type { Note } from '../draft.ts';
import type { Node } from './node.ts';

/** A document as it was read: one model (OpenAPI 3.1), whatever it was written in. References stand as they are. */
export interface OpenApiDocument {
  /** The file or the host that it came from, for messages. */
  readonly source: string;
  /** The address that relative ones are read from; undefined for a file. */
  readonly address: string | undefined;
  /** What it said it was: `2.0`, `3.0.3`. */
  readonly version: string;
  readonly root: Node;
  /** What was met on the way. */
  readonly notes: readonly Note[];
}
