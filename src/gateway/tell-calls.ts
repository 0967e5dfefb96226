import { type HttpCall, noteCall } from '../datasources/base/index.ts';
import type { CallEvent, Clock } from '../resilience/index.ts';
import { logCalls } from './call-log.ts';
import type { Log } from './log.ts';

/** Tells of each call that has ended: to the log, and to the journal of the operation that waits for it. */
export const tellCalls = ({ log, clock }: { readonly log: Log; readonly clock: Clock }) => {
  const write = logCalls(log);
  return (event: CallEvent, call: HttpCall): void => {
    if (call.journal && !call.background) noteCall(call.journal, event, clock.now());
    write(event, call);
  };
};
