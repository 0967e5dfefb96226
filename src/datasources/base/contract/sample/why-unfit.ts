import { isUpstreamError, type UpstreamError } from '../../../../resilience/index.ts';
import type { AnswerToMake } from './answer-to-make.ts';
import { sameText } from './demand.ts';
import type { Row } from './filling.ts';

/** Why records are not those that were to be made; undefined if they are. */
export const whyUnfit = ({ rows, inOrder, what }: AnswerToMake, records: readonly unknown[]): string | undefined => {
  const bad = misfitIn(records);
  if (bad) return bad.facts.detail ?? `${what}: a value does not fit`;
  if (records.length !== rows.length) return `${what}: ${records.length} rows are read where ${rows.length} were made`;
  const left = [...records];
  for (const [i, row] of rows.entries()) {
    // Members whose names are numbers come in the order of the numbers.
    const found = holds(records[i], row) || inOrder ? records[i] : left.find((record) => holds(record, row));
    if (!holds(found, row)) return `${what}: ${Object.keys(row).join(', ')} cannot be told of each row`;
    left.splice(left.indexOf(found), 1);
  }
  return undefined;
};

const holds = (record: unknown, row: Row): boolean =>
  record !== null &&
  record !== undefined &&
  Object.entries(row).every(([field, value]) => sameText((record as Record<string, unknown>)[field], value));

const misfitIn = (value: unknown): UpstreamError | undefined => {
  if (isUpstreamError(value)) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const part of Object.values(value)) {
    const found = misfitIn(part);
    if (found) return found;
  }
  return undefined;
};
