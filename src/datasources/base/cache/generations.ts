/** Which generation of an operation's answers is in use. It is part of every key: what was kept under an older one is never found again. */
export interface Generations {
  /** For one identity and operation. */
  readonly of: (identity: string, operation: string) => string;
  /** Ends it: a write of this identity has made what is kept stale. What is under way is kept for nobody either. */
  readonly end: (identity: string, operation: string) => void;
}

/** @param max identities and operations that are remembered apart; when there are more, what is kept of all of them is given up */
export const generations = (max = 10_000): Generations => {
  const known = new Map<string, string>();
  let count = 0;
  // Until the first write all processes that share a store agree.
  let usual = '';
  const idOf = (identity: string, operation: string) => `${operation} ${identity}`;
  return {
    of: (identity, operation) => known.get(idOf(identity, operation)) ?? usual,
    end(identity, operation) {
      count += 1;
      if (known.size >= max) {
        known.clear();
        usual = `${process.pid} ${count} ${Date.now()}`;
      }
      known.set(idOf(identity, operation), `${process.pid} ${count} ${Date.now()}`);
    },
  };
};
