/** Long enough for whatever closes by itself. */
const PATIENCE_MS = 50;

/**
 * Ends the process soon, once all that was printed has been taken. A command that is done leaves nothing that matters, but a simulator may
 * still be at an answer that nobody waits for any more. The exit code is the one that is set by then.
 */
export const leaveSoon = async (): Promise<void> => {
  for (const stream of [process.stdout, process.stderr])
    await new Promise<void>((done) => stream.write('', () => done()));
  setTimeout(() => process.exit(), PATIENCE_MS).unref();
};
