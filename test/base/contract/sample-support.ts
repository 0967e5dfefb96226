import { expect } from '@jest/globals';
import {
  type NoSample,
  type Sample,
  type SampleOptions,
  type SampleRow,
  type Shape,
  sampleDocument,
} from '../../../src/datasources/base/index.ts';
import { brand, type Operation } from '../../../src/datasources/base/operation/operation.ts';
import type { Format } from '../../../src/datasources/base/source/api.ts';
import type { ReadingOptions } from './support.ts';

/** A document of an operation over hand-made shapes, asked for twice: it never differs. */
export const sampled = (
  format: Format,
  ref: string,
  shapes: readonly Shape[],
  rows: readonly SampleRow[],
  { at, api, detail = false, match }: ReadingOptions = {},
): Sample | NoSample => {
  const list = ref.startsWith('[');
  const described = {
    ...brand,
    type: list ? ref.slice(1, -1) : ref,
    list,
    at,
    format: undefined,
    notFoundIsNull: false,
  };
  const rest = { transform: undefined, make: () => '' };
  const batch = { key: [], compound: false, max: 1, whole: false, ignoreCase: false };
  const operation: Operation =
    match === undefined
      ? { ...described, ...rest, kind: 'get' }
      : { ...described, ...rest, ...batch, kind: 'batch', match };
  const options: SampleOptions = {
    api: { name: 'shop', baseUrl: 'https://shop.example/', format, ...api },
    name: 'op',
    operation,
    shapes: new Map(shapes.map((shape) => [shape.name, shape])),
    detail,
    rows,
  };
  const sample = sampleDocument(options);
  expect(sampleDocument(options)).toEqual(sample);
  return sample;
};

/** The sample, where there must be one. */
export const made = (sample: Sample | NoSample): Sample => {
  if ('cannot' in sample) throw new Error(`no sample: ${sample.cannot}`);
  return sample;
};

export type Made = Readonly<Record<string, unknown>>;

/** Values of records as they are, from all depths; nulls are among them. */
export const valuesIn = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesIn) : [value];
