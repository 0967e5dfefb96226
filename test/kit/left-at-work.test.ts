import { describe, expect, test } from '@jest/globals';
import type { Transport } from '../../src/datasources/base/index.ts';
import { catalogue } from '../../src/faults/catalogue/index.ts';
import { isSubject, keysOf, queryOf, subjectsOf } from '../../src/kit/kit-subject.ts';
import { pretend } from '../../src/kit/pretend.ts';
import { readContract } from '../../src/kit/read-contract.ts';
import { setStage } from '../../src/kit/stage.ts';
import { Stocks, stocksSdl } from './stocks.ts';

const times = { connectMs: 200, attemptMs: 200, totalMs: 700 };

/** A transport that does not hear that nobody waits any more. */
const deaf = (transport: Transport): Transport => ({
  send: (request) => transport.send(request, new AbortController().signal),
  close: () => transport.close(),
});

/** Connections that are at work after the answer to a case. */
const atWork = async (id: string, change: (transport: Transport) => Transport): Promise<number> => {
  const [subject] = subjectsOf(Stocks, readContract([Stocks], stocksSdl)).filter(isSubject);
  const tried = catalogue.find((entry) => entry.id === id)?.cases[0];
  if (!subject || !tried) throw new Error(`no case of ${id}`);
  const asked = queryOf(subject);
  const api = pretend(subject, keysOf(subject, asked.keys));
  if (typeof api === 'string') throw new Error(api);
  const stage = await setStage(subject, api, tried, {
    times,
    without: [],
    gateway: (options) => ({ ...options, ...(options.transport ? { transport: change(options.transport) } : {}) }),
  });
  try {
    await stage.gateway.execute({ query: asked.query, variables: asked.variables });
    return await stage.busy();
  } finally {
    await stage.close();
  }
};

describe('the kit sees connections that stay at work when nobody waits for them', () => {
  test.each(['M1', 'M3', 'M4', 'M7'])('%s', async (id) => {
    expect(await atWork(id, deaf)).toBeGreaterThan(0);
    expect(await atWork(id, (transport) => transport)).toBe(0);
  });
});
