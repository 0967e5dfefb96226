/** How many memories there are, and which of them may go. */
export interface PerOptions<M> {
  /** Beyond so many, those go that are idle. @default 1000 */
  readonly max?: number;
  /** Whether forgetting it would change nothing, by now. @default every one is */
  readonly isIdle?: (memory: M) => boolean;
}

/** A name that is new costs no more than so many looks for what is idle, however many are in use. */
const LOOKS = 8;
/** So many times `max` are remembered, and no more, whatever is in use: names may come from callers. */
const AT_MOST = 10;

/**
 * One memory for each name, made when it is first needed. Beyond `max` what is idle is forgotten, the one used longest ago first; what is in use stays,
 * until there are ten times `max`: then the one that was used or looked at longest ago is forgotten even so. Whoever holds that one goes on with it, and
 * whoever comes next begins anew, as after a restart.
 */
export const per = <M>(
  make: (name: string) => M,
  { max = 1000, isIdle = () => true }: PerOptions<M> = {},
): ((name: string) => M) => {
  const memories = new Map<string, M>();
  const toTheEnd = (name: string, memory: M) => {
    memories.delete(name);
    memories.set(name, memory);
  };
  const makeRoom = () => {
    let looks = 0;
    for (const [name, memory] of memories) {
      if (memories.size < max || looks === LOOKS) break;
      looks += 1;
      if (isIdle(memory)) memories.delete(name);
      // A second chance: those behind it are looked at the next time.
      else toTheEnd(name, memory);
    }
    const [oldest] = memories.keys();
    if (memories.size >= AT_MOST * max && oldest !== undefined) memories.delete(oldest);
  };
  return (name) => {
    const known = memories.get(name);
    const memory = known ?? make(name);
    if (known === undefined) makeRoom();
    toTheEnd(name, memory);
    return memory;
  };
};
