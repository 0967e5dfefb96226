import { describe, expect, test } from '@jest/globals';
import { staleMarks } from '../../src/gateway/stale-marks.ts';

/** What is written beside an answer of which the sources say this. */
const marked = async (stale: ReadonlyMap<string, object>, extensions?: object) => {
  const singleResult: { extensions?: unknown } = extensions ? { extensions } : {};
  const request = { response: { body: { kind: 'single', singleResult } }, contextValue: { scope: { stale } } };
  const hooks = await staleMarks.requestDidStart?.(request as never);
  await (hooks as { readonly willSendResponse: (its: unknown) => Promise<void> }).willSendResponse(request);
  return singleResult.extensions;
};

describe('the mark of an answer that is not as good as new', () => {
  test('says how old it is, in whole milliseconds, and why it had to do', async () => {
    const stale = new Map([
      ['shop', { ageMs: 61_234.6, reason: 'UPSTREAM_TIMEOUT' }],
      ['bank', { ageMs: 0.2, reason: 'REVALIDATING' }],
    ]);
    expect(await marked(stale, { trace: 1 })).toEqual({
      trace: 1,
      sources: {
        shop: { stale: true, ageMs: 61_235, reason: 'UPSTREAM_TIMEOUT' },
        bank: { stale: true, ageMs: 0, reason: 'REVALIDATING' },
      },
    });
  });

  test('is absent where all is new', async () => {
    expect(await marked(new Map())).toBeUndefined();
  });
});
