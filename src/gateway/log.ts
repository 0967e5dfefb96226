import { pino } from 'pino';

/** What the gateway writes events to. `pino` fits; so does anything with these four methods. */
export interface Log {
  debug(event: object, message: string): void;
  info(event: object, message: string): void;
  warn(event: object, message: string): void;
  error(event: object, message: string): void;
}

/** Structured lines on standard error, which leaves standard output to whoever prints answers. */
export const defaultLog = (production: boolean): Log =>
  pino(
    { name: 'breakwater', level: production ? 'info' : 'warn', base: null },
    pino.destination({ fd: 2, sync: true }),
  );

/** Nobody listens. */
export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
