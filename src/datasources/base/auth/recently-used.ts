/** Things by their names, made when first asked for; bounded. */
export interface RecentlyUsed<T> {
  /** The one of this name, made if there is none. */
  get(name: string): T;
  drop(name: string): void;
  readonly size: number;
}

/**
 * Holds so many things at most: whoever was not asked for the longest goes first. One that is busy is not let go, because whoever asked for it
 * next would get another beside it; so there may be more for as long as they are busy.
 */
export const recentlyUsed = <T>(
  max: number,
  make: (name: string) => T,
  isBusy: (thing: T) => boolean,
): RecentlyUsed<T> => {
  // A map remembers the order in which it was filled.
  const known = new Map<string, T>();
  const makeRoom = (): void => {
    for (const [name, thing] of known) {
      if (known.size < max) return;
      if (!isBusy(thing)) known.delete(name);
    }
  };
  return {
    get(name) {
      const found = known.get(name);
      if (found === undefined) makeRoom();
      const thing = found ?? make(name);
      known.delete(name);
      known.set(name, thing);
      return thing;
    },
    drop: (name) => void known.delete(name),
    get size() {
      return known.size;
    },
  };
};
