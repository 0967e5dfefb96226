import { type Api, type Operation, policiesOf, STALE_IF_ERROR_MS } from '../../datasources/base/index.ts';
import { narrowed } from '../../resilience/index.ts';

/** What may stand in for the answers of an operation while its source is down. */
export interface Stale {
  /** How long after it was fresh an answer may stand in, in milliseconds. */
  readonly forMs: number;
  /** Whether the API may say otherwise in its answers: another time, or not at all. */
  readonly unlessApiSays: boolean;
}

/** Whether an older answer may stand in where one was kept; `null`: none ever does. */
export const staleOf = (api: Api, { kind }: Operation): Stale | null => {
  const { cache } = policiesOf(api);
  // What changes something is never answered from what is kept.
  if (cache === null || kind === 'write' || !narrowed(api.failures)('unreachable').stale) return null;
  const { ttlMs, staleIfErrorMs } = cache;
  if (staleIfErrorMs === 0) return null;
  return {
    forMs: staleIfErrorMs ?? STALE_IF_ERROR_MS,
    unlessApiSays: ttlMs === undefined || staleIfErrorMs === undefined,
  };
};
