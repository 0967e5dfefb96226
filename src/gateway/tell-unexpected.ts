import type { Log } from './log.ts';

/** Writes what nobody planned and no operation tells of: the log is the only one to learn it. A log that throws is nobody's failure. */
export const tellUnexpected =
  (log: Log) =>
  (error: unknown, requestId: string): void => {
    const { message, stack } = error instanceof Error ? error : new Error('what was thrown is no error');
    try {
      log.error({ requestId, stack }, `unexpected: ${message}`);
    } catch {
      // A broken logger must not fail a request.
    }
  };
