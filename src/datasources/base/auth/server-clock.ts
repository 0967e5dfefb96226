import type { Credential, Issuer } from './credentials.ts';

/** Clocks that differ by less are as one: the header `date` counts whole seconds, and takes its time to arrive. In milliseconds. */
const SAME_MS = 2_000;

/** For signatures that hold a date: one that is refused by an API whose clock differs is made again, once, by that clock. */
export const serverClock = (epochMs: () => number): Pick<Issuer, 'get' | 'renew'> => {
  let current: Credential = { token: '', aheadMs: 0 };
  return {
    get: () => current,
    renew(used, { serverEpochMs }) {
      if (used !== current) return true;
      if (serverEpochMs === undefined) return false;
      const aheadMs = serverEpochMs - epochMs();
      if (Math.abs(aheadMs - (used.aheadMs ?? 0)) < SAME_MS) return false;
      current = { token: '', aheadMs };
      return true;
    },
  };
};
