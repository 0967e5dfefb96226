import type { Operation } from '../../../datasources/base/index.ts';
import type { FieldModel, Model, ObjectModel } from '../model.ts';
import type { Loading, LoadPlan } from '../plan-load.ts';
import type { Complain, Report } from '../problem.ts';
import type { Use } from '../reach.ts';
import type { AbstractModel } from '../read-abstract.ts';
import type { SourceModel } from '../source-model.ts';

/** What holds for every field of the graph. */
export type FieldCheck = (field: FieldModel, model: Model, report: Report) => void;

/** What holds for every object type. */
export type ObjectCheck = (object: ObjectModel, model: Model, report: Report) => void;

/** What holds for every union and interface. */
export type AbstractCheck = (abstract: AbstractModel, model: Model, report: Report) => void;

/** What holds for every `@load` that has found its operation. Reports at the directive. */
export type LoadCheck = (loading: Loading, operation: Operation, plan: LoadPlan, complain: Complain) => void;

/** An operation of a source. */
export interface Declared {
  readonly source: SourceModel;
  /** `worldbank.country`. */
  readonly what: string;
  readonly operation: Operation;
}

/** What holds for every operation, loaded or not. Reports at the source. */
export type OperationCheck = (declared: Declared, model: Model, complain: Complain) => void;

/** What holds for every source as a whole. Reports at the source. */
export type SourceCheck = (source: SourceModel, complain: Complain) => void;

/** What holds for every type that an operation's answers hold. */
export type UseCheck = (use: Use, model: Model, report: Report) => void;

/** What holds for all of them together. */
export type UsesCheck = (uses: readonly Use[], report: Report) => void;
