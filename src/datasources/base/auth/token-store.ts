/** Keeps what must outlive the process: refresh tokens that were exchanged for others. Texts hold secrets. */
export interface TokenStore {
  /** What was kept under a name; undefined if nothing was. */
  get(name: string): string | undefined | Promise<string | undefined>;
  /** Resolves when it is kept for good: only then is it used. */
  set(name: string, text: string): void | Promise<void>;
  /** Does work while nobody else does any under this name, in no other process either. @default in turn within this process only */
  exclusively?<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Where it is, for people. @default 'the store of its tokens' */
  readonly place?: string;
}

/** A store that is opened with values of the environment, such as the key to a file. */
export interface KeyedTokenStore {
  /** The environment variables it needs. */
  readonly variables: readonly string[];
  /** What is wrong with what it was made from, in sentences. @default nothing */
  readonly problems?: readonly string[];
  /** What is wrong with the variables' values, in sentences that tell no value. @default nothing */
  readonly valueProblems?: (values: readonly string[]) => readonly string[];
  /** Opens it with their values; the same ones give the same store. */
  open(values: readonly string[]): TokenStore;
}

/** The store itself. @param values those of its variables; none if it has none */
export const openStore = (store: TokenStore | KeyedTokenStore, values: readonly string[]): TokenStore =>
  'open' in store ? store.open(values) : store;

/** What is wrong with the values of a store's variables, in sentences that tell no value. */
export const storeProblems = (
  store: TokenStore | KeyedTokenStore | undefined,
  values: readonly string[],
): readonly string[] => (store && 'open' in store && store.valueProblems?.(values)) || [];
