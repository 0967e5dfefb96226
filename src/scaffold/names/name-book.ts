/** Names that were given away, so that the next one is unlike all of them. */
export interface NameBook {
  /** The name, or with the least number that makes it unlike the others: `User2`. */
  readonly take: (name: string) => string;
  readonly has: (name: string) => boolean;
}

/** The same where others have names already: what they have is called after `owner`, `ShopOrder`. */
export const nameBookBeside = (
  reserved: Iterable<string>,
  others: readonly string[],
  after: (name: string) => string,
): NameBook => {
  const theirs = new Set(others);
  const book = nameBook([...reserved, ...theirs]);
  return { ...book, take: (name) => book.take(theirs.has(name) ? after(name) : name) };
};

/** @param reserved names that nothing can have */
export const nameBook = (reserved: Iterable<string> = []): NameBook => {
  const taken = new Set(reserved);
  const next = new Map<string, number>();
  const take = (name: string): string => {
    let found = name;
    let count = next.get(name) ?? 2;
    // A digit at the end needs something between: `v1` and `v12` say other things.
    while (taken.has(found)) found = `${name}${/\d$/.test(name) ? '_' : ''}${count++}`;
    next.set(name, count);
    taken.add(found);
    return found;
  };
  return { take, has: (name) => taken.has(name) };
};
