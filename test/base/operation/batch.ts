import type { Ask } from '../../../src/datasources/base/operation/ask.ts';
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
const noPages = askPagesOf({ name: 'x', baseUrl: 'http://x/' }, new URL('http://x/'), {})('thing', false);

/** Nothing here is a job. */
const noPolls = askPolls(new URL('http://x/'), systemClock, () => Promise.reject(new Error('no job')));

/** An API whose rows are what `answer` says of a path; the paths asked for are on the wire. */
export const asked = (
  answer: (path: string) => readonly object[],
): { readonly wire: readonly string[]; readonly ask: Ask } => {
  const wire: string[] = [];
  const ask: Ask = {
    build: (request) => ({
      url: new URL(typeof request === 'string' ? request : request.path, 'http://x/'),
      headers: {},
    }),
    fits: () => true,
    rows: () => null,
    pages: noPages,
    polls: noPolls,
    evict: () => {},
    change: () => Promise.reject(new Error('nothing is changed')),
    async send({ url }) {
      wire.push(url.pathname);
      return { value: answer(url.pathname), misfits: false, parts: null, freshness: null, bytes: 0, headers: {} };
    },
  };
  return { wire, ask };
};
