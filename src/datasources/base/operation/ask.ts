import type { Answer } from '../answer.ts';
import type { KeptRows } from '../cache/kept-rows.ts';
import type { Scope } from '../scope.ts';
import type { Request } from '../source/request.ts';
import type { Args, BatchOperation } from './operation.ts';

/** A request with its address, before it is signed. */
export interface Built {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

/** How an operation asks its API: what a run needs of its `Upstream`. */
export interface Ask {
  /** @throws UpstreamError `unsafe` */
  build(request: string | Request): Built;
  /** Whether the URL is short enough to be sent. */
  fits(built: Built): boolean;
  /** Equal requests of one scope are sent once. @param keep whether the answer may be kept as a whole @throws UpstreamError */
  send(built: Built, scope: Scope, keep: boolean): Promise<Answer>;
  /** Where the rows of a batch are kept, each under its key; `null` where they are not. */
  rows(operation: BatchOperation, args: Args, scope: Scope): KeptRows | null;
}
