import { decisionTable, type FailureKind, isFailureKind } from './decision-table.ts';

/** What only this side can know: no code of an API means it. */
const OURS: ReadonlySet<FailureKind> = new Set([
  'unsafe',
  'staleConnection',
  'outOfTime',
  'stalled',
  'noResources',
  'disabled',
  'circuitOpen',
  'overloaded',
  'quotaSpent',
  'cancelled',
  'internal',
]);

/** The kinds of failure that an API can mean by a code of its own. */
export const apiKinds: readonly FailureKind[] = Object.keys(decisionTable)
  .filter(isFailureKind)
  .filter((kind) => !OURS.has(kind));
