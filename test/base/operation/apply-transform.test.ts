import { describe, expect, test } from '@jest/globals';
import { applyTransform } from '../../../src/datasources/base/operation/apply-transform.ts';
import { type Args, brand, type Operation } from '../../../src/datasources/base/operation/operation.ts';
import { UpstreamError } from '../../../src/resilience/index.ts';

const withTransform = (transform: Operation['transform']): Operation => ({
  ...brand,
  kind: 'get',
  type: 'Row',
  list: true,
  at: undefined,
  format: undefined,
  notFoundIsNull: false,
  transform,
  make: () => '',
});
const bad = new UpstreamError('mismatch');
const doubled = withTransform((rows) => (rows as readonly { readonly n: number }[]).map(({ n }) => ({ n: n * 2 })));

describe('"transform" and what does not fit', () => {
  test('never sees a record that holds a misfit, at whatever depth, nor a null', () => {
    const seen: unknown[] = [];
    const rows = [{ n: 1 }, bad, { n: bad }, { n: 1, deep: [{ deeper: bad }] }, null];
    const watching = withTransform((given) => {
      seen.push(given);
      return given;
    });
    expect(applyTransform(watching, rows, {})).toEqual(rows);
    expect(seen).toEqual([[{ n: 1 }]]);
  });

  test('keeps every record in its place, where as many come back', () => {
    expect(applyTransform(doubled, [{ n: 1 }, bad, { n: 3 }, null, { n: 5 }], {})).toEqual([
      { n: 2 },
      bad,
      { n: 6 },
      null,
      { n: 10 },
    ]);
  });

  test('loses none of them, where more or fewer come back', () => {
    const first = withTransform((rows) => (rows as readonly unknown[]).slice(0, 1));
    expect(applyTransform(first, [{ n: 1 }, bad, { n: 3 }], {})).toEqual([{ n: 1 }, bad]);
  });

  test('passes a single record by that holds one', () => {
    const broken = { n: bad };
    expect(
      applyTransform(
        withTransform(() => 'changed'),
        broken,
        {},
      ),
    ).toBe(broken);
    expect(
      applyTransform(
        withTransform(() => 'changed'),
        null,
        {},
      ),
    ).toBeNull();
  });
});

describe('"transform"', () => {
  test('changes records, with the arguments at hand', () => {
    const scaled = withTransform((row, { by }: Args) => ({ n: (row as { readonly n: number }).n * Number(by) }));
    expect(applyTransform(scaled, { n: 2 }, { by: 3 })).toEqual({ n: 6 });
    expect(applyTransform(doubled, [{ n: 1 }], {})).toEqual([{ n: 2 }]);
    expect(applyTransform(withTransform(undefined), [bad], {})).toEqual([bad]);
  });
});
