import type { Seen } from '../faults/entry.ts';
import type { Log } from '../gateway/log.ts';

/** A log that remembers what calls of sources told it. */
export interface EventLog extends Log {
  /** Calls of one source since the last time somebody asked to forget. */
  calls(source: string): Seen['calls'];
  forget(): void;
  /** The first error that nobody had planned, in its own words. */
  unexpected(): string | undefined;
  /** All that was written, as text. */
  text(): string;
}

/** How the log begins to tell of an error that nobody had planned. */
const UNEXPECTED = 'unexpected: ';

/** @param throws it also fails at every line */
export const eventLog = (throws = false): EventLog => {
  let events: Readonly<Record<string, unknown>>[] = [];
  const lines: string[] = [];
  const unplanned: string[] = [];
  const write = (facts: object, message: string): void => {
    lines.push(`${JSON.stringify(facts)} ${message}`);
    if (message.startsWith(UNEXPECTED)) unplanned.push(message.slice(UNEXPECTED.length));
    events.push(facts as Readonly<Record<string, unknown>>);
    if (throws) throw new Error('the log is broken');
  };
  return {
    debug: write,
    info: write,
    warn: write,
    error: write,
    calls: (source) => events.filter((event) => event['source'] === source && 'outcome' in event) as never,
    forget: () => {
      events = [];
    },
    unexpected: () => unplanned[0],
    text: () => lines.join('\n'),
  };
};
