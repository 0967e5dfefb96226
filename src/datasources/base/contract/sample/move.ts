import type { Path } from '../path.ts';
import type { Wire } from '../shape.ts';
import type { Demand } from './demand.ts';
import type { Node, Place } from './node.ts';

/** A step to the one member, or attribute, of a name. */
interface One {
  readonly take: 'member' | 'attribute';
  readonly name: string;
}

/** A step to each item, member, row, or child element of a name; with `only`, to the one of that number, negative from the end. */
export interface Many {
  readonly take: 'items' | 'members' | 'rows' | 'elements';
  readonly name?: string;
  /** Other names that its elements may have, in turn. */
  readonly or?: readonly string[];
  readonly only?: number;
}

/** One step down a document that is being made. */
export type Move = One | Many;

/** What says how a path is walked. */
export interface Walk {
  /** Words of the list, if a list lies there. */
  readonly list: Wire | null;
  /** The row of the columns that the path starts from. */
  readonly row?: number | undefined;
}

/** How documents of one language are put together. */
export interface Ground {
  /** The whole document; in XML the node around its root element. */
  readonly document: Node;
  /** The steps of a path, for each item of a list to the end. */
  moves(path: Path, walk: Walk): readonly Move[];
  /** The items of a place by now, by name. The place is one of items from now on. @throws Conflict */
  found(place: Place, move: Many): readonly string[];
  /** Takes a step, making what is not there yet. `item` is the name of the item to take. @throws Conflict */
  go(place: Place, move: Move, item: string): Place;
  /** Notes that a place is read as a scalar. @throws Conflict */
  read(place: Place, demand: Demand): void;
}

/** Whether a step leads to many places. */
export const repeats = (move: Move): move is Many => isMany(move) && move.only === undefined;

/** Whether a step is one to an item. */
export const isMany = (move: Move): move is Many => move.take !== 'member' && move.take !== 'attribute';
