import { answerReader } from '../../../src/datasources/base/answer-reader.ts';
import { tellNothing } from '../../../src/datasources/base/contract/own-words.ts';
import type { Shape } from '../../../src/datasources/base/contract/shape.ts';
import { brand } from '../../../src/datasources/base/operation/operation.ts';
import type { Api, Format } from '../../../src/datasources/base/source/api.ts';
import { isUpstreamError, type UpstreamError } from '../../../src/resilience/index.ts';
import { record, type Spec, seen } from '../contract/support.ts';

/** A source that reads `{ value }` out of the root of each answer, from bytes and their content type. */
export const source = (format: Format, value: Spec, api: Partial<Api> = {}) => {
  const shapes: readonly Shape[] = [record('Row', { value })];
  const reader = answerReader({
    api: { name: 'shop', baseUrl: 'https://shop.example/', format, ...api },
    name: 'op',
    operation: {
      ...brand,
      type: 'Row',
      list: false,
      at: undefined,
      format: undefined,
      notFoundIsNull: false,
      transform: undefined,
      kind: 'get',
      make: () => '',
    },
    shapes: new Map(shapes.map((shape) => [shape.name, shape])),
    detail: false,
    problem: (what, message) => {
      throw new Error(`${what}: ${message}`);
    },
  });
  const bytesOf = (body: string | Uint8Array) => (typeof body === 'string' ? Buffer.from(body) : body);
  const parse = (body: string | Uint8Array, contentType?: string): unknown => reader.parse(bytesOf(body), contentType);
  return {
    /** @throws UpstreamError `malformed` */
    parse,
    /** The field's value, with its misfits in words. */
    read: (body: string | Uint8Array, contentType?: string): unknown => {
      const row = seen(reader.read(parse(body, contentType), tellNothing).value);
      return typeof row === 'object' && row !== null && 'value' in row ? row.value : row;
    },
  };
};

/** What a call fails with, or null. @throws whatever is no failure of an upstream */
export const failureOf = (call: () => unknown): UpstreamError | null => {
  try {
    call();
    return null;
  } catch (error) {
    if (isUpstreamError(error)) return error;
    throw error;
  }
};
