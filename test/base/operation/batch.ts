import { type BatchOperation, brand } from '../../../src/datasources/base/operation/operation.ts';

/** A batch of countries by code, with what a test says otherwise. */
export const batch = (given: Partial<BatchOperation> = {}): BatchOperation => ({
  ...brand,
  kind: 'batch',
  type: 'Country',
  list: false,
  at: undefined,
  format: undefined,
  notFoundIsNull: false,
  transform: undefined,
  key: ['code'],
  compound: false,
  max: 100,
  whole: false,
  match: 'field',
  ignoreCase: false,
  make: () => '',
  ...given,
});
