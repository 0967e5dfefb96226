import type { Operation } from '../../datasources/base/index.ts';
import type { Bound } from './bound.ts';
import type { Kept } from './kept.ts';
import type { AskedField } from './use.ts';

/** Calls of one operation of a source that belong together: those of one batch, or those of one field. */
export interface PlannedCall {
  /** `worldbank.country`. */
  readonly call: string;
  readonly kind: Operation['kind'];
  /** The fields that it is for. */
  readonly fields: readonly AskedField[];
  /** Keys in all. Batches only. */
  readonly keys?: Bound;
  /** Keys a request, at most; `all`: one request for whatever is asked. Batches only. */
  readonly perRequest?: number | 'all';
  /** If nothing fails, nothing is kept, keys fit into URLs, and pages are as long as was asked. */
  readonly calls: Bound;
  /** Whatever happens: long keys, refused keys that are looked for, jobs that are waited for, attempts that fail. */
  readonly worst: { readonly calls: Bound; readonly attempts: Bound };
  /** The most attempts of one call. */
  readonly attemptsPerCall: number;
  /** How its answers are kept; `null`: not at all. */
  readonly kept: Kept | null;
  /** The same request is made already, and counted there. */
  readonly repeated?: true;
}

/** What an operation will do, as far as its contract says. */
export interface Explanation {
  readonly kind: 'query' | 'mutation' | 'subscription';
  /** Null for one without a name. */
  readonly operation: string | null;
  /** Calls that can go out at once; each wave needs answers of one before it. */
  readonly waves: readonly (readonly PlannedCall[])[];
  readonly calls: Bound;
  readonly worst: { readonly calls: Bound; readonly attempts: number };
  /** No operation makes more attempts than this, however many calls it has. */
  readonly attemptsAllowed: number;
  /** Sources whose credential is renewed: what they ask for a token is not counted. */
  readonly tokens: readonly string[];
  /** Fields with a resolver of their own: what that asks is not known, nor counted. */
  readonly unjudged: readonly string[];
}
