import type { Answer } from '../answer.ts';
import type { KeptRows } from '../cache/kept-rows.ts';
import type { AskPages } from '../pages/ask-pages.ts';
import type { Scope } from '../scope.ts';
import type { Request } from '../source/request.ts';
import type { Args, BatchOperation, WriteOperation } from './operation.ts';
import type { AskPolls } from './poll.ts';

/** A request with its address, before it is signed. */
export interface Built {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** As it is sent, by every attempt. @default none */
  readonly body?: Uint8Array;
}

/** How an operation asks its API: what a run needs of its `Upstream`. */
export interface Ask {
  /** @throws UpstreamError `unsafe` */
  build(request: string | Request): Built;
  /** Whether the URL is short enough to be sent. */
  fits(built: Built): boolean;
  /** Equal requests of one scope are sent once. @param keep whether the answer may be kept as a whole @throws UpstreamError */
  send(built: Built, scope: Scope, keep: boolean): Promise<Answer>;
  /** Sends a change: it is a call of its own, shared with nobody, and its answer is not kept. @throws UpstreamError */
  change(built: Built, operation: WriteOperation, scope: Scope): Promise<Answer>;
  /** Forgets what is kept of operations of the same source, and what this scope knows of them. */
  evict(operations: readonly string[], scope: Scope): void;
  /** Where the rows of a batch are kept, each under its key; `null` where they are not. */
  rows(operation: BatchOperation, args: Args, scope: Scope): KeptRows | null;
  /** What asking for pages takes beside. */
  readonly pages: AskPages;
  /** What waiting for a job takes beside. */
  readonly polls: AskPolls;
}
