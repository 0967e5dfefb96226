import type { Operation, SourceClass } from '../../datasources/base/index.ts';
import type { CompleteOptions } from '../../gateway/options.ts';
import type { Contract } from '../../schema/index.ts';
import type { Finding } from '../finding.ts';

/** What advice is given on. */
export interface Ground {
  /** Sources as the configuration and the environment want them. */
  readonly sources: readonly SourceClass[];
  readonly contract: Contract;
  /** By source and name. */
  readonly operations: ReadonlyMap<string, ReadonlyMap<string, Operation>>;
  readonly deadlineMs: CompleteOptions['deadlineMs'];
  /** The file of a source. */
  readonly fileOf: (source: string) => string;
}

/** Looks for one thing that starts, and that its author may not have meant. */
export type Advice = (ground: Ground) => readonly Finding[];
