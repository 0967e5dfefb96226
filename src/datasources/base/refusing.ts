import { type FailureKind, UpstreamError } from '../../resilience/index.ts';
import type { Upstream } from './upstream.ts';

/** Why a source is not asked at all. */
export interface Unasked {
  readonly kind: FailureKind;
  readonly detail?: string;
  /** Environment variables that would change it. */
  readonly missing: readonly string[];
}

/** A source that sends nothing: whatever is asked of it fails in the same words. */
export const refusing = (upstream: Upstream, { kind, detail, missing }: Unasked): Upstream => {
  const refuse = (operation: string): Promise<never> =>
    Promise.reject(
      new UpstreamError(kind, {
        source: upstream.name,
        operation,
        sent: 'no',
        attempts: 0,
        ...(detail === undefined ? {} : { detail }),
      }),
    );
  return { ...upstream, missing, run: refuse, slice: refuse, load: refuse };
};
