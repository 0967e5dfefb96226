import { type Api, type Operation, policiesOf, STALE_IF_ERROR_MS } from '../../datasources/base/index.ts';

/** How the answers of a call are kept. Times are in milliseconds; `api`: as the API's answers say, else 0. */
export interface Kept {
  /** Each row under its key, or the answer as a whole. */
  readonly by: 'key' | 'answer';
  /** As good as new for so long. */
  readonly freshMs: number | 'api';
  /** Then used at once for so long, while a new one is fetched. */
  readonly whileRevalidateMs: number | 'api';
  /** Then in place of a failure for so long; where the source does not say, the API may say otherwise. */
  readonly ifErrorMs: number;
}

/** The cache policy of a call; `null`: nothing is kept. */
export const keptOf = (api: Api, operation: Operation): Kept | null => {
  const { cache } = policiesOf(api);
  if (cache === null || operation.kind === 'write') return null;
  return {
    by: operation.kind === 'batch' && !operation.whole && operation.max > 1 ? 'key' : 'answer',
    freshMs: cache.ttlMs ?? 'api',
    whileRevalidateMs: cache.staleWhileRevalidateMs ?? 'api',
    ifErrorMs: cache.staleIfErrorMs ?? STALE_IF_ERROR_MS,
  };
};
