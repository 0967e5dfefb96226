/** Names of what answers hold, and no contract mentions. */
export interface BeyondNames {
  note(place: string, name: string): void;
  /** In the order of the document. */
  readonly names: readonly string[];
}

/** More say nothing new. */
const MAX_NAMES = 200;

/** What looks like a name. Where an object is keyed by ids or by people, its names are values, and those are not told. */
const NAME = /^@?[\p{L}_$][\p{L}\p{N}_$:-]{0,59}$/u;

/** Gathers names, each once. */
export const beyondNames = (): BeyondNames => {
  const found = new Set<string>();
  return {
    note(place, name) {
      if (found.size < MAX_NAMES && NAME.test(name)) found.add(place === '' ? name : `${place}.${name}`);
    },
    get names() {
      return [...found];
    },
  };
};
