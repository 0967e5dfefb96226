import { argsText } from '../operation/args-text.ts';
import type { Args } from '../operation/operation.ts';
import { firstMilestone } from './milestone.ts';
import type { Position } from './position.ts';
import type { Seal } from './seal.ts';

/** The place after an item: a page, and how many of its items lie before. */
export interface Place {
  readonly position: Position;
  readonly skip: number;
}

/** Cursors of one list: good for the same operation with the same arguments alone. */
export interface Cursors {
  write(place: Place): string;
  /** Undefined for what is no cursor of this list. */
  read(cursor: string): Place | undefined;
}

/** @param list what the cursors lead through: `github.issues`, and whose it is */
export const cursorsOf = (seal: Seal, list: string, args: Args): Cursors => {
  const about = `${list} ${argsText(args)}`;
  return {
    write({ position: { size, number, offset, cursor = null, below = null, milestone }, skip }) {
      const { page, steps, within } = milestone ?? firstMilestone;
      const written: Written = [skip, size, number, offset, cursor, below, page, steps, within];
      return seal.close(JSON.stringify(written), about);
    },
    read(text) {
      const opened = seal.open(text, about);
      if (opened === undefined) return undefined;
      const [skip, size, number, offset, cursor, below, page, steps, within] = JSON.parse(opened) as Written;
      const more = { ...(cursor === null ? {} : { cursor }), ...(below === null ? {} : { below }) };
      return { position: { size, number, offset, ...more, milestone: { page, steps, within } }, skip };
    },
  };
};

type Written = readonly [
  skip: number,
  size: number,
  number: number,
  offset: number,
  cursor: string | null,
  below: string | null,
  ...milestone: readonly [page: string, steps: number, within: number],
];
