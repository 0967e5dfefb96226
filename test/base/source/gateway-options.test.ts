import { describe, expect, test } from '@jest/globals';
import { createGateway } from '../../../src/gateway/create-gateway.ts';
import { OptionsError } from '../../../src/gateway/options.ts';
import { graphWith } from './started.ts';

/** Options that cannot work, each with the sentence that is said of it. */
const refused: readonly (readonly [options: object, sentence: string])[] = [
  [{ port: '4000' }, 'port must be a whole number from 0 to 65535, not "4000".'],
  [{ port: -1 }, 'port must be a whole number from 0 to 65535, not -1.'],
  [{ port: 80.5 }, 'port must be a whole number from 0 to 65535, not 80.5.'],
  [{ host: '' }, 'host must be an address, like 127.0.0.1.'],
  [{ production: 'false' }, 'production must be true or false.'],
  [{ deadlineMs: 0 }, 'deadlineMs must be a positive number, not 0.'],
  [{ deadlineMs: '15000' }, 'deadlineMs must be a positive number, not "15000".'],
  [
    { deadlineMs: 50 },
    'deadlineMs must be at least 200, not 50: no attempt is begun with less than 100 ms left, and some of it goes before.',
  ],
  [{ maxDeadlineMs: 5_000 }, 'deadlineMs (15000) must not exceed maxDeadlineMs (5000).'],
  [{ deadlineMs: 90_000 }, 'deadlineMs (90000) must not exceed maxDeadlineMs (60000).'],
  [{ maxDeadlineMs: Infinity }, 'maxDeadlineMs must be a positive number, not Infinity.'],
  [{ maxRequestBytes: null }, 'maxRequestBytes must be a whole number from 1, not null.'],
  [{ maxRequestBytes: 0.5 }, 'maxRequestBytes must be a whole number from 1, not 0.5.'],
  [{ baseUrls: 'http://127.0.0.1/' }, 'baseUrls must be an object whose values are text.'],
  [{ baseUrls: { things: 5 } }, 'baseUrls must be an object whose values are text.'],
  [{ environment: 'KEY=secret' }, 'environment must be an object.'],
  [{ resolvers: [] }, 'resolvers must be an object.'],
  [{ log: { info: () => {} } }, 'log must be an object with the methods debug, info, warn and error.'],
  [{ log: false }, 'log must be an object with the methods debug, info, warn and error.'],
  [{ example: {} }, 'example must be text.'],
  [{ store: new Map() }, 'store must be a function.'],
  [{ store: () => ({}) }, 'store made no store for things: it needs the methods get, set and delete.'],
  [
    { store: async () => ({ get() {}, set() {}, delete() {} }) },
    'store made no store for things: it needs the methods get, set and delete.',
  ],
  [{ without: 'cache' }, 'without must be a list of names of policies.'],
  [{ without: [5] }, 'without must be a list of names of policies.'],
  [
    { without: ['retri'] },
    'without names "retri", which is no policy. Did you mean "retry"? There are: observe, cache, coalesce, deadline, retry, budget, hedge, breaker, bulkhead, rotate, quota, authenticate and 1 more.',
  ],
  [{ transport: fetch }, 'transport must be an object with the methods send and close.'],
  [{ clock: Date }, 'clock must be an object with the methods now and after.'],
  [{ random: 0.5 }, 'random must be a function.'],
  [{ placeOf: 'here' }, 'placeOf must be a function.'],
  [{ sources: undefined }, 'sources must be a list of classes that extend DataSource.'],
  [{ typeDefs: 5 }, 'typeDefs must be SDL: text, a Source, a parsed document, or a list of them.'],
];

describe('options of a gateway that can work', () => {
  test.each<[object]>([
    [{ deadlineMs: 200, maxDeadlineMs: 200 }],
    [{ without: [] }],
    [{ without: ['cache', 'attemptTimeout'] }],
    [{ store: () => new Map() }],
    [{ store: () => undefined }],
  ])('%j starts', (options) => {
    expect(() => createGateway(graphWith({}, options))).not.toThrow();
  });
});

describe('options of a gateway that cannot work', () => {
  test.each(refused)('%j is refused at start, in a sentence', (options, sentence) => {
    expect(() => createGateway(graphWith({}, options))).toThrow(new OptionsError(sentence));
  });

  test('are told all at once, and what was said is not: one may be a secret', () => {
    expect(() => createGateway(graphWith({}, { environment: 'KEY=secret', production: 'no' }))).toThrow(
      new OptionsError('production must be true or false.\nenvironment must be an object.'),
    );
  });
});
