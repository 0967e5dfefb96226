import { asUpstreamError, UpstreamError } from '../../../resilience/index.ts';

/**
 * What a token request that others share comes to, for one who waits for it: leaving ends the waiting, and not the request. Whose time is
 * over hears what it was spent on.
 */
export const waitFor = <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const leave = () => {
      const reason = asUpstreamError(signal.reason);
      reject(reason.kind === 'outOfTime' ? tooLate() : reason.with({ sent: 'no' }));
    };
    if (signal.aborted) return leave();
    signal.addEventListener('abort', leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });

const tooLate = (): UpstreamError =>
  new UpstreamError('authUnavailable', { sent: 'no', stopped: 'deadline', detail: 'no token came in time' });
