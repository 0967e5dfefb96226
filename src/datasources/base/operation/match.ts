import { isUpstreamError, UpstreamError } from '../../../resilience/index.ts';
import { ROW_INDEX } from '../contract/answer.ts';
import type { BatchOperation, Key } from './operation.ts';

type Row = Readonly<Record<string, unknown>>;

/** What a key gets: its row or rows, `null`, or why it gets none. */
export type Matched = unknown;

/** A key, or a row's key fields, as text that can be compared. Compound parts are compared by the digits sent. */
export const keyText = (
  { key, compound, ignoreCase }: Pick<BatchOperation, 'key' | 'compound' | 'ignoreCase'>,
  value: Key | Row,
): string => {
  const parts = key.map((field) => (compound || typeof value === 'object' ? (value as Row)[field] : value));
  const text = parts.length === 1 ? String(parts[0]) : JSON.stringify(parts.map(String));
  return ignoreCase ? text.toLowerCase() : text;
};

const mismatch = (detail: string): UpstreamError => new UpstreamError('mismatch', { sent: 'yes', detail });

/**
 * Gives each key its part of the answer; the only place where rows and keys meet.
 * @param sent the rows as the API sent them, with the indexes it said; `transform` may have made others of them
 */
export const matchRows = (
  operation: BatchOperation,
  rows: readonly unknown[],
  keys: readonly Key[],
  sent: readonly unknown[] = rows,
): readonly Matched[] =>
  operation.match === 'field' ? byField(operation, rows, keys) : byOrder(operation, rows, keys, sent);

const byField = (operation: BatchOperation, rows: readonly unknown[], keys: readonly Key[]): readonly Matched[] => {
  const groups = new Map<string, Row[]>();
  let bad: UpstreamError | undefined;
  for (const row of rows) {
    const text = rowText(operation, row);
    if (typeof text !== 'string') bad ??= text;
    else if (groups.get(text)?.push(row as Row) === undefined) groups.set(text, [row as Row]);
  }
  const asked = new Set(keys.map((key) => keyText(operation, key)));
  const stranger = !operation.whole && [...groups.keys()].some((text) => !asked.has(text));
  // The API answered something else than it was asked: what is missing may be what it swapped, so "none" cannot be believed.
  const distrust =
    bad ?? (stranger ? mismatch('the answer holds rows that were not asked for, and lacks this one') : undefined);
  return keys.map((key) => {
    const found = groups.get(keyText(operation, key)) ?? [];
    if (found.length === 0) return distrust ?? (operation.list ? Object.freeze([]) : null);
    // A row that cannot be told may be anybody's: no list is passed off as whole.
    if (operation.list) return Object.freeze(bad ? [...found, bad] : found);
    return found.length === 1 ? found[0] : mismatch(`the answer holds ${found.length} rows for one key`);
  });
};

/** The key of a row; an error for a row that cannot be told. */
const rowText = (operation: BatchOperation, row: unknown): string | UpstreamError => {
  if (isUpstreamError(row)) return row;
  if (typeof row !== 'object' || row === null) return mismatch('the answer holds an empty row');
  for (const name of operation.key) {
    const value = (row as Row)[name];
    if (isUpstreamError(value)) return value;
    if (value === null || value === undefined) return mismatch('the answer holds a row without its key');
  }
  return keyText(operation, row as Row);
};

const byOrder = (
  { match }: BatchOperation,
  rows: readonly unknown[],
  keys: readonly Key[],
  sent: readonly unknown[],
): readonly Matched[] => {
  if (rows.length !== keys.length)
    return keys.map(() => mismatch(`expected ${keys.length} rows in order, got ${rows.length}`));
  const said = sent.map((row) => (typeof row === 'object' && row !== null ? (row as Row)[ROW_INDEX] : undefined));
  const wrong = match !== 'order' && said.some((index, i) => index !== undefined && index !== null && index !== i);
  return wrong ? keys.map(() => mismatch('the answer is not in the order of the request')) : rows;
};
