import { type Args, argsText, type Key, type Operation } from '../../datasources/base/index.ts';
import type { LoadPlan } from '../contract/plan-load.ts';
import type { SourceModel } from '../contract/source-model.ts';

/** Where records stand in an answer, and where they come from. */
export interface Place {
  /** Records of one place, and of places with the same id, come at the same times. */
  readonly id: string;
  /** How they come: with the operation itself, by a call, or from a resolver of somebody's own, which may take its time for each. */
  readonly from: 'root' | 'call' | 'code';
  /** How many records there are at most. */
  readonly count: number;
  /** Ids of the places that they come by way of, each what a call answered with. */
  readonly above: readonly string[];
  /** How many calls lie one after another before them. */
  readonly wave: number;
  /** Of a connection: how many items its lists hold at most. */
  readonly items?: number;
  /** The field of the mutation that it belongs to: these follow each other. */
  readonly turn: number;
}

/** A field, as it stands in the query. */
export interface AskedField {
  /** By response keys: `country.currencies`. */
  readonly path: string;
  /** `Country.currencies`. */
  readonly field: string;
}

/** A field of the query that makes a call for each of its parents. */
export interface Use {
  /** Details of one record are one use: they are loaded together. */
  readonly fields: AskedField[];
  readonly plan: LoadPlan;
  readonly source: SourceModel;
  readonly operation: Operation;
  /** Where its parents stand. */
  readonly parents: Place;
  /** What is passed beside the key; undefined where it depends on the parents, or on what nobody gave. */
  readonly args: Args | undefined;
  /** The keys; undefined where they depend on the parents, or on what nobody gave. */
  readonly keys: readonly Key[] | undefined;
  /** How many keys, over all parents, at most. Batches only. */
  readonly keyCount: number;
  /** Whether keys are so short, whatever they are, that their length can be reckoned with. */
  readonly shortKeys: boolean;
  /** The part of a list that is asked for. Connections only. */
  readonly part?: { readonly first: number; readonly after: boolean; readonly hasNext: boolean };
}

/** `worldbank.country`. */
export const callOf = ({ plan }: Pick<Use, 'plan'>): string => `${plan.source}.${plan.operation}`;

/** The loader that a batch goes through; undefined where its arguments are not known, and each parent may have one of its own. */
export const loaderOf = (use: Use): string | undefined =>
  use.operation.kind === 'batch' && use.args !== undefined ? `${callOf(use)} ${argsText(use.args)}` : undefined;

/** The id of the place of what a use gives. What one loader gives to the parents of one place comes together, whatever field asked. */
export const answersId = (use: Use): string => {
  const loader = loaderOf(use);
  const [first] = use.fields;
  return `${loader ?? `${callOf(use)} at ${first?.path} ${first?.field}`} of ${use.parents.id}`;
};
