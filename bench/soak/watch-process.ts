import type { Ledger } from './ledger.ts';

/** Notes whatever escapes everybody: rejections, exceptions, and warnings of Node such as too many listeners. @returns ends it */
export const watchProcess = ({ violated }: Ledger): (() => void) => {
  const told = (what: string) => (error: unknown) =>
    violated(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const watched = {
    unhandledRejection: told('an unhandled rejection'),
    uncaughtException: told('an uncaught exception'),
    warning: told('a warning'),
  };
  for (const [event, hear] of Object.entries(watched)) process.on(event, hear);
  return () => {
    for (const [event, hear] of Object.entries(watched)) process.off(event, hear);
  };
};
