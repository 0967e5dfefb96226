import { isUpstreamError, UpstreamError } from '../../../resilience/index.ts';

/** Work of a store. What it says itself is passed on; all else it throws may hold secrets. @throws UpstreamError `authUnavailable` */
export const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (isUpstreamError(error)) throw error;
    throw new UpstreamError('authUnavailable', { sent: 'no', detail: 'the store of its tokens failed' }, error);
  }
};
