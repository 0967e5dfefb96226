import { type Clock, UpstreamError } from '../../../resilience/index.ts';
import type { CompleteApi } from '../source/defaults.ts';
import type { Transport } from '../transport/transport.ts';
import type { AuthTools } from './auth-tools.ts';

/** A token request may take this long, and no more than half of the time that a call has: its callers must still hear why. */
const TOKEN_TIMEOUT_MS = 5_000;
/** What gives out tokens has no reason to say more. */
const MAX_BYTES = 2 ** 16;

/** The tools of a source's credential: the way to its token endpoint, with limits of its own. */
export const openTools = (
  { name, policies: { timeouts }, allowPrivate = false }: Pick<CompleteApi, 'name' | 'policies' | 'allowPrivate'>,
  base: URL,
  transport: Transport,
  clock: Clock,
): AuthTools => ({
  source: name,
  base,
  clock,
  epochMs: Date.now,
  async send({ method = 'POST', ...request }) {
    const own = new AbortController();
    const limitMs = Math.min(TOKEN_TIMEOUT_MS, timeouts.totalMs / 2);
    const detail = `no whole answer within ${Math.round(limitMs)} ms`;
    const cancel = clock.after(limitMs, () => own.abort(new UpstreamError('timeout', { detail })));
    try {
      return await transport.send(
        { method, ...request, maxBytes: MAX_BYTES, connectMs: timeouts.connectMs, allowPrivate },
        own.signal,
      );
    } finally {
      cancel();
    }
  },
});
