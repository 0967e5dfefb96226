import { type RecentlyUsed, recentlyUsed } from './recently-used.ts';
import type { TokenStore } from './token-store.ts';

/** What this process knows of a connection in a store, whichever of its sources uses it. */
export interface ConnectionState {
  /** Refresh tokens that were exchanged for others: never sent again, even if the store brings one back. */
  readonly spent: Set<string>;
  /** The refresh token that came last. */
  latest?: string | undefined;
  /** A text that the store did not take yet: nothing else is done before it does. */
  unsaved?: string | undefined;
  /** A refresh token that will never be accepted again. */
  refused?: string | undefined;
  /** Those who have it, or wait for it. */
  waiting: number;
  /** Ends when the last of them is done. */
  turn: Promise<unknown>;
}

/** So many connections are held in memory at most; what is let go is read from its store again. */
export const MAX_CONNECTIONS = 10_000;
/** A store that lags behind brings back a token of a while ago, not of last year. */
const MAX_SPENT = 16;

const states = new WeakMap<TokenStore, RecentlyUsed<ConnectionState>>();

const statesOf = (store: TokenStore): RecentlyUsed<ConnectionState> => {
  const its =
    states.get(store) ??
    recentlyUsed<ConnectionState>(
      MAX_CONNECTIONS,
      () => ({ spent: new Set(), waiting: 0, turn: Promise.resolve() }),
      ({ waiting, unsaved }) => waiting > 0 || unsaved !== undefined,
    );
  states.set(store, its);
  return its;
};

/**
 * Works on a connection while nobody else does: all sources of this process wait for each other, and other processes too if the store can
 * make them. So a refresh token is read, exchanged and replaced by one at a time.
 */
export const inTurn = async <T>(
  store: TokenStore,
  name: string,
  work: (state: ConnectionState) => Promise<T>,
): Promise<T> => {
  const state = statesOf(store).get(name);
  const alone = async (): Promise<T> =>
    store.exclusively ? store.exclusively(name, async () => work(state)) : work(state);
  const mine = state.turn.then(alone);
  state.waiting += 1;
  state.turn = mine.then(
    () => {},
    () => {},
  );
  try {
    return await mine;
  } finally {
    state.waiting -= 1;
    // Names that nothing is stored under, of which callers may make up any number, are not remembered.
    if (state.waiting === 0 && isBlank(state)) statesOf(store).drop(name);
  }
};

const isBlank = ({ latest, unsaved, refused }: ConnectionState): boolean =>
  latest === undefined && unsaved === undefined && refused === undefined;

/** A refresh token was exchanged. */
export const spend = ({ spent }: ConnectionState, token: string): void => {
  spent.add(token);
  for (const oldest of spent) if (spent.size > MAX_SPENT) spent.delete(oldest);
};
