/** What takes longer is told of, in milliseconds. */
const PATIENCE_MS = 2_000;

/** Does something that may take a while; after two seconds a terminal is told what is being done, and for how long. */
export const withProgress = async <T>(says: string, work: () => Promise<T>): Promise<T> => {
  const { stderr } = process;
  if (!stderr.isTTY) return work();
  const start = performance.now();
  const tell = () => stderr.write(`\r${says} ... ${Math.round((performance.now() - start) / 1000)} s`);
  const timer = setInterval(tell, PATIENCE_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (performance.now() - start > PATIENCE_MS) stderr.write('\r\u001b[K');
  }
};
