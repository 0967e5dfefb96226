import {
  type Clock,
  type Decide,
  type Freshness,
  type Kept,
  type Random,
  type Shelf,
  shortened,
} from '../../../resilience/index.ts';
import type { Answer } from '../answer.ts';
import { ownCopy, UNCOPIED } from './own-copy.ts';

/** Where the rows of a source's batches are kept, each under a key of its own. */
export interface RowCache {
  readonly shelf: Shelf<Answer>;
  readonly clock: Clock;
  readonly decide: Decide;
  readonly random: Random;
  /** Keys that are being fetched while what is kept of them is still used. */
  readonly refreshing: Set<string>;
  /** Aborts when nothing is to be fetched in the background any more. */
  readonly end: AbortSignal;
}

/** The rows of a source, in the store of its answers. */
export const rowCache = (
  shelf: Shelf<Answer>,
  decide: Decide,
  clock: Clock,
  random: Random,
  end: AbortSignal = new AbortController().signal,
): RowCache => ({
  shelf,
  clock,
  decide,
  random,
  refreshing: new Set(),
  end,
});

/** For how long the rows of an answer are kept; all alike, so that what came together is fetched together again. `null`: not at all. */
export const freshnessOfRows = ({ parts }: Answer, random: Random): Freshness | null => {
  if (!parts) return null;
  const { freshMs, whileRevalidateMs, ifErrorMs } = parts;
  // A single row cannot be confirmed: it is kept for as long as it can be used, and no longer.
  const keepMs = freshMs + Math.max(whileRevalidateMs, ifErrorMs);
  return keepMs === 0 ? null : shortened({ ...parts, keepMs }, random);
};

/** A row as it is kept: an answer of its own. `null`: a `transform` made something of it that is no plain data. */
export const keptRow = (row: unknown, bytes: number, freshness: Freshness, at: number): Kept<Answer> | null => {
  const value = ownCopy(row);
  if (value === UNCOPIED) return null;
  return { value: { value, misfits: false, parts: freshness, freshness, bytes, headers: {} }, freshness, at };
};
