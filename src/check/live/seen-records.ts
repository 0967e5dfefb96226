import { nameOf, type Shapes } from '../../datasources/base/index.ts';
import type { KnownRecord } from './known-values.ts';

/** Records that answers held, by their types: what is found in one answer asks for another. */
export interface SeenRecords {
  add(value: unknown, type: string): void;
  of(type: string): readonly KnownRecord[];
}

/** Of each type. */
const MAX_RECORDS = 50;

/** @param given parts of records that are known before anything was asked: they come first */
export const seenRecords = (shapes: Shapes, given: ReadonlyMap<string, KnownRecord>): SeenRecords => {
  const seen = new Map<string, KnownRecord[]>([...given].map(([type, record]) => [type, [record]]));
  const add = (value: unknown, type: string): void => {
    if (Array.isArray(value)) for (const item of value) add(item, type);
    if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Error) return;
    const record = value as KnownRecord;
    const shape = shapes.get(type);
    const named = record['__typename'];
    if (shape?.kind === 'union' && typeof named === 'string') add(value, named);
    if (shape?.kind !== 'record') return;
    const its = seen.get(type) ?? [];
    if (its.length < MAX_RECORDS) seen.set(type, [...its, record]);
    for (const field of shape.fields) add(record[field.name], nameOf(field.type));
  };
  return { add, of: (type) => seen.get(type) ?? [] };
};

/** Whether a value can be asked by. */
export const isValue = (value: unknown): boolean => value !== undefined && value !== null && !(value instanceof Error);

/** The value of the first record that has one in this field. */
export const firstValue = (records: readonly KnownRecord[], field: string): unknown =>
  records.map((record) => record[field]).find(isValue);
