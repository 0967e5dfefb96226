import type { Freshness, Keepable } from '../../resilience/index.ts';
import type { Pending } from './operation/poll.ts';
import type { Hints } from './pages/hints.ts';

/** What a call gives: the operation's value, read and frozen, and what is to be known to use it again. */
export interface Answer extends Keepable {
  readonly value: unknown;
  /** How its parts may be used again, each by itself; the whole may not be if it holds a misfit. */
  readonly parts: Freshness | null;
  /** Whether a value in it did not fit, and stands there as an error. */
  readonly misfits: boolean;
  /** The headers that caching goes by. A confirmation changes them, and keeps the value. */
  readonly headers: Readonly<Record<string, string>>;
  /** What it says of pages. @default the operation has none */
  readonly hints?: Hints;
  /** It is none yet: the work is under way. @default it is one */
  readonly pending?: Pending;
}
