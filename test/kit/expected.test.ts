import { describe, expect, test } from '@jest/globals';
import { expectedAgain } from '../../src/faults/expected-again.ts';
import { expectedResend } from '../../src/faults/expected-resend.ts';
import { expectedWords, repeatable } from '../../src/kit/expected-words.ts';
import { decisionTable, type FailureFacts, type FailureKind, UpstreamError } from '../../src/resilience/index.ts';

const kinds = Object.keys(decisionTable) as FailureKind[];

describe('what the kit expects was written out by hand, and is the same as', () => {
  test('what the decision table repeats', () => {
    expect(expectedAgain).toEqual(Object.fromEntries(kinds.map((kind) => [kind, decisionTable[kind].retry])));
  });

  test('what the decision table sends again, though it changes something', () => {
    expect(expectedResend).toEqual(Object.fromEntries(kinds.map((kind) => [kind, decisionTable[kind].resend])));
  });

  test('the codes of the decision table', () => {
    const codes = kinds.map((kind) => [kind, expectedWords[kind].code]);
    expect(codes).toEqual(kinds.map((kind) => [kind, decisionTable[kind].code]));
    expect(Object.keys(expectedWords)).toEqual(kinds);
  });

  test.each(kinds)('whether a change may be asked for again: %s', (kind) => {
    const expected = repeatable[kind] ?? false;
    const said = (facts: FailureFacts) => new UpstreamError(kind, { unsafe: true, sent: 'yes', ...facts }).retryable;
    expect(said({})).toBe(expected === 'ifAsked' ? false : expected);
    expect(said({ retryAfterMs: 0 })).toBe(expected !== false);
    expect(said({ retryAfterMs: 0, sent: 'maybe' })).toBe(false);
  });

  test.each(kinds)('what clients are told of whether asking again may help: %s', (kind) => {
    const { retryable } = expectedWords[kind];
    expect(new UpstreamError(kind).retryable).toBe(retryable === 'ifAsked' ? false : retryable);
    expect(new UpstreamError(kind, { retryAfterMs: 0 }).retryable).toBe(retryable === 'ifAsked' ? true : retryable);
  });
});
