/** So much is kept. A case makes a few answers, and all cases of a subject ask for the same ones. */
const MAX_KEPT = 200;

/** Keeps what is made for a name: the documents of a wide contract cost more than all that is done with them, and hold up whoever is timed. */
export const keeping = <Value>(): ((name: string, make: () => Value) => Value) => {
  const known = new Map<string, Value>();
  return (name, make) => {
    const value = known.has(name) ? (known.get(name) as Value) : make();
    if (known.size < MAX_KEPT) known.set(name, value);
    return value;
  };
};
