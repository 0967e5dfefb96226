/** Keeps what must outlive the process: refresh tokens that were exchanged for others. Texts hold secrets. */
export interface TokenStore {
  /** What was kept under a name; undefined if nothing was. */
  get(name: string): string | undefined | Promise<string | undefined>;
  /** Resolves when it is kept for good: only then is it used. */
  set(name: string, text: string): void | Promise<void>;
}
