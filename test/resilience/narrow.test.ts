import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Again,
  decide,
  decisionTable,
  isFailureKind,
  type Narrowing,
  narrowed,
  narrowingProblems,
} from '../../src/resilience/index.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

const kinds = Object.keys(decisionTable).filter(isFailureKind);
const words: readonly Again[] = ['yes', 'once', 'asked', 'later', 'no'];
/** What a user without a type checker may write. */
const written = (json: string): Narrowing => JSON.parse(json);

describe('narrowing, when it is refused', () => {
  test.each([
    ['{"nonsense":{"retry":"no"}}', '"nonsense" is no kind of failure. `breakwater table` lists them.'],
    ['{"toString":{"retry":"no"}}', '"toString" is no kind of failure. `breakwater table` lists them.'],
    ['{"failed":{"retry":"never"}}', 'failed.retry must be one of yes, once, asked, later, no, not "never".'],
    [
      '{"failed":{"resend":"yes"}}',
      'failed.resend cannot be "yes": a source may only be stricter than the table, which says "no".',
    ],
    [
      '{"malformed":{"retry":"yes"}}',
      'malformed.retry cannot be "yes": a source may only be stricter than the table, which says "once".',
    ],
    [
      '{"throttled":{"breaker":"failure"}}',
      'throttled.breaker cannot be "failure": a source may only be stricter than the table, which says "neutral".',
    ],
    [
      '{"notFound":{"stale":true}}',
      'notFound.stale cannot be true: a source may only be stricter than the table, which says "false".',
    ],
    ['{"failed":{"stale":"no"}}', 'failed.stale must be true or false, not "no".'],
    ['{"notFound":{"stale":"yes"}}', 'notFound.stale must be true or false, not "yes".'],
    ['{"failed":{"breaker":"counts"}}', 'failed.breaker must be one of failure, alive, neutral, not "counts".'],
    ['{"failed":{"breaker":null}}', 'failed.breaker must be one of failure, alive, neutral, not null.'],
    ['{"failed":{"code":"OK"}}', 'failed.code cannot be narrowed. There are: retry, resend, breaker, stale.'],
  ])('%s', (json, problem) => {
    expect(narrowingProblems(written(json))).toEqual([problem]);
  });

  test('tells every problem at once', () => {
    expect(narrowingProblems(written('{"failed":{"resend":"yes","code":1},"x":{}}'))).toHaveLength(3);
  });
});

describe('narrowing', () => {
  test('changes what it names, and nothing else', () => {
    const own = narrowed({ failed: { retry: 'no' }, timeout: { breaker: 'neutral', stale: false } });
    expect(own('failed')).toEqual({ ...decisionTable.failed, retry: 'no' });
    expect(own('timeout')).toEqual({ ...decisionTable.timeout, breaker: 'neutral', stale: false });
    for (const kind of kinds.filter((each) => each !== 'failed' && each !== 'timeout'))
      expect(own(kind)).toEqual(decide(kind));
  });

  test('of nothing is the table itself', () => {
    expect(kinds.map(narrowed())).toEqual(kinds.map(decide));
    expect(narrowingProblems()).toEqual([]);
  });

  test('that is accepted never makes anything more permissive', () => {
    const row = fc.record(
      {
        retry: fc.constantFrom(...words),
        resend: fc.constantFrom(...words),
        breaker: fc.constantFrom('failure' as const, 'neutral' as const),
        stale: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    let accepted = 0;
    fc.assert(
      fc.property(fc.constantFrom(...kinds), row, (kind, given) => {
        const narrowing: Narrowing = { [kind]: given };
        if (narrowingProblems(narrowing).length > 0) return;
        accepted += 1;
        const [own, standard] = [narrowed(narrowing)(kind), decide(kind)];
        expect(words.indexOf(own.retry)).toBeGreaterThanOrEqual(words.indexOf(standard.retry));
        expect(words.indexOf(own.resend)).toBeGreaterThanOrEqual(words.indexOf(standard.resend));
        expect(own.stale && !standard.stale).toBe(false);
        expect(own.breaker === 'failure' && standard.breaker === 'neutral').toBe(false);
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(20);
  });
});
