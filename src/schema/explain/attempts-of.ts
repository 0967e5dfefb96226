import { type Api, type Operation, policiesOf } from '../../datasources/base/index.ts';
import { narrowed } from '../../resilience/index.ts';

/**
 * The most attempts that one call takes: those of the retry; one more, where a kept connection had been closed; twice as many with a second
 * copy of a slow read; and twice as many where a refused credential is renewed.
 */
export const attemptsOf = (api: Api, operation: Operation): number => {
  const { retry, hedge } = policiesOf(api);
  const changes = operation.kind === 'write';
  const repeats = !changes || operation.idempotent || operation.idempotencyKey !== undefined;
  const reconnects = narrowed(api.failures)('staleConnection')[repeats ? 'retry' : 'resend'] === 'no' ? 0 : 1;
  const copies = hedge && !changes ? 2 : 1;
  return (retry.maxAttempts + reconnects) * copies * (renews(api) ? 2 : 1);
};

/** Whether its credential is given out, and may be renewed. */
export const renews = ({ auth }: Api): boolean => auth !== undefined && 'open' in auth;
