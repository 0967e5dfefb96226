import type { Args, Key, Operation, Page } from '../../datasources/base/index.ts';

/** What a request of a mocked source was made for. */
export interface Question {
  /** The operation's name. */
  readonly name: string;
  readonly operation: Operation;
  /** Of a batch; empty for all else. */
  readonly keys: readonly Key[];
  readonly args: Args;
  /** Of a list that comes in pages. */
  readonly page?: Page;
}
