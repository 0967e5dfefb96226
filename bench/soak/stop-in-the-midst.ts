import { setTimeout as sleep } from 'node:timers/promises';
import type { Ask } from './ask.ts';
import { type Audience, askOnce } from './client.ts';
import { identities } from './identities.ts';
import { questions } from './questions.ts';
import { times } from './sources.ts';
import type { Stage } from './stage.ts';

/** Closing takes the other side a moment, in milliseconds. */
const CLOSES_MS = 1_000;

/** Stops the gateways while many operations wait for sources that have fallen silent: all end, and nothing stays open. */
export const stopInTheMidst = async ({ apis, asks, stop }: Stage, audience: Audience): Promise<void> => {
  for (const { fallSilent } of apis) fallSilent();
  const last = identities.flatMap((identity) => {
    const { directly, overHttp } = asks(identity);
    return questions.map((question, i) => {
      const ask = i % 2 === 0 ? directly : unlessReset(overHttp);
      return askOnce({ question, identity, ask, requestId: `last-${i}`, timeoutMs: null, leaveMs: null }, audience);
    });
  });
  await sleep(times.attemptMs / 3);
  await stop();
  await Promise.all(last);
  await sleep(CLOSES_MS);
  for (const { name, open } of apis)
    if (open() > 0)
      audience.ledger.violated(`${open()} connections to ${name} are open after the gateways have stopped`);
};

/** Whoever is closed knows nothing of a request that it has not read yet: that connection is reset. */
const unlessReset =
  (ask: Ask): Ask =>
  (asked) =>
    ask(asked).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET') return null;
      throw error;
    });
