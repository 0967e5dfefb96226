import { type BatchOperation, brand } from '../../../src/datasources/base/operation/operation.ts';
import { askPolls } from '../../../src/datasources/base/operation/poll.ts';
import { askPagesOf } from '../../../src/datasources/base/pages/ask-pages.ts';
import { systemClock } from '../../../src/resilience/index.ts';

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

/** Nothing is asked for in pages. */
export const noPages = askPagesOf({ name: 'x', baseUrl: 'http://x/' }, new URL('http://x/'), {})('thing', false);

/** Nothing here is a job. */
export const noPolls = askPolls(new URL('http://x/'), systemClock, () => Promise.reject(new Error('no job')));
