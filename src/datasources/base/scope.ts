import type DataLoader from 'dataloader';
import type { Key } from './operation/operation.ts';

/**
 * What lives as long as one GraphQL operation, and is passed to every run. Nothing in it is reachable from an `Upstream`,
 * which lives as long as the process.
 */
export interface Scope {
  readonly requestId: string;
  /** The instant on the gateway's clock by which the operation must have its answer. */
  readonly deadline: number;
  /** Aborts when the client has left. Its reason is an `UpstreamError`. */
  readonly signal: AbortSignal;
  /** Answers to requests already made for this operation. */
  readonly answers: Map<string, Promise<unknown>>;
  /** One loader for each operation and each set of arguments. */
  readonly loaders: Map<string, DataLoader<Key, unknown, string>>;
}

/** A scope without answers. */
export const newScope = (requestId: string, deadline: number, signal: AbortSignal): Scope => ({
  requestId,
  deadline,
  signal,
  answers: new Map(),
  loaders: new Map(),
});
