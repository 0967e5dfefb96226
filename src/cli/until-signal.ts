/** A second signal, or this long after the first, ends the process whatever is left. */
const PATIENCE_MS = 1_800;

/** Resolves on SIGINT or SIGTERM. */
export const untilSignal = (): Promise<void> =>
  new Promise((resolve) => {
    let asked = false;
    const stop = () => {
      if (asked) process.exit(0);
      asked = true;
      setTimeout(() => process.exit(0), PATIENCE_MS).unref();
      resolve();
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
