import { setTimeout as sleep } from 'node:timers/promises';
import { identities } from './identities.ts';
import type { Ledger } from './ledger.ts';
import type { PretendApi } from './pretend-api.ts';
import { MAX_CONCURRENT, times } from './sources.ts';

/** When the load has ended: connections that still wait for an answer, and more of them than can ever have been in use. */
export const whenQuiet = async (apis: readonly PretendApi[], { violated }: Ledger): Promise<void> => {
  await sleep(times.totalMs);
  const most = identities.length * MAX_CONCURRENT;
  for (const { name, hanging, open } of apis) {
    if (hanging() > 0) violated(`${hanging()} connections to ${name} still wait for an answer that never comes`);
    if (open() > most) violated(`${open()} connections to ${name} are open, more than the ${most} that may be in use`);
  }
};
