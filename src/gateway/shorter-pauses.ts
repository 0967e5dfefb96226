import { type Api, given, policiesOf } from '../datasources/base/index.ts';

/** Pauses of a call that gets less time than its source said, by whoever runs it: shorter ones, so that all of them still fit into it. */
export const shorterPauses = (api: Api, totalMs: number | undefined): Pick<Api, 'retry'> => {
  const { timeouts, retry } = policiesOf(api);
  if (totalMs === undefined || !(totalMs < timeouts.totalMs)) return {};
  const mostMs = Math.floor(totalMs / Math.max(4, retry.maxAttempts - 1));
  const said = given(api.retry);
  const tooLong = (['baseMs', 'throttledBaseMs', 'capMs'] as const).filter((name) => Number(said[name]) > mostMs);
  const isCapTooLong = said.capMs === undefined && Math.min(retry.capMs, totalMs / 4) >= mostMs + 1;
  if (!(mostMs > 0) || (tooLong.length === 0 && !isCapTooLong)) return {};
  const shorter = Object.fromEntries([...tooLong, ...(isCapTooLong ? ['capMs'] : [])].map((name) => [name, mostMs]));
  return { retry: { ...said, ...shorter } };
};
