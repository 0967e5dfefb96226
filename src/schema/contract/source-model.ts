import type { Api, Operation, SourceClass } from '../../datasources/base/index.ts';

/** A source, with what it says of itself. */
export interface SourceModel {
  readonly Source: SourceClass;
  readonly api: Api;
  readonly operations: ReadonlyMap<string, Operation>;
}
