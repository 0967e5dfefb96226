import type { Demand } from './demand.ts';

/** A value in the making: what it becomes follows from what is looked for in it. One kind for both languages. */
export interface Node {
  /** Where it stands; equal in every draft of a document. */
  readonly address: string;
  form: 'object' | 'list' | 'text' | undefined;
  /** Members of an object; in XML attributes. */
  readonly members: Map<string, Node>;
  /** Items of a list; in XML child elements, in their order. */
  readonly items: Node[];
  /** Who reads it as a scalar or an enum. */
  readonly demands: Demand[];
  /** Whether a record lies in it, so that it has to be there even if nothing is in it. */
  isRecord: boolean;
  /** Whether its lists are columns, which are of one length. */
  isColumns: boolean;
  /** Tells subtrees apart, which are read as they are; undefined where nobody reads one. */
  tree: number | undefined;
  /** The name of an element. A prefix is undefined until somebody asks for a certain one. */
  readonly local: string;
  prefix: string | undefined;
}

export const newNode = (address: string, local = '', prefix?: string): Node => ({
  address,
  form: undefined,
  members: new Map(),
  items: [],
  demands: [],
  isRecord: false,
  isColumns: false,
  tree: undefined,
  local,
  prefix,
});

/** A node with what encloses it, as `^` climbs; of a row of columns also its number. */
export interface Place {
  readonly node: Node;
  readonly up: Place | null;
  readonly row?: number;
}
