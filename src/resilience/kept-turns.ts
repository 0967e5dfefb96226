/** Leave to begin, kept for one call: whoever comes later stands behind it. It counts for nothing until the call begins. */
export interface Turn {
  /** Who came when: the lower goes first. */
  readonly ticket: number;
  /** The call begins: its number. Nothing, if none may begin any more: then its turn must be waited for once more. */
  begin(): number | undefined;
  /** It is not needed, or no more. */
  end(): void;
}

/** The turns that were given and not used yet. */
export interface KeptTurns {
  count(): number;
  keep(ticket: number): Turn;
}

/**
 * @param begin begins a call, if one may begin
 * @param givenUp hears of a turn that was not used
 */
export const keptTurns = (begin: () => number | undefined, givenUp: () => void): KeptTurns => {
  let kept = 0;
  return {
    count: () => kept,
    keep(ticket) {
      kept += 1;
      let isKept = true;
      const end = () => {
        if (isKept) kept -= 1;
        isKept = false;
      };
      return {
        ticket,
        begin() {
          end();
          const number = begin();
          if (number === undefined) givenUp();
          return number;
        },
        end() {
          if (!isKept) return;
          end();
          givenUp();
        },
      };
    },
  };
};
