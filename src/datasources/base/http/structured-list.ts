/** One member of a structured field: an item with its parameters, or, in a dictionary, a key and its item. */
export interface ListMember {
  /** Of a dictionary. */
  readonly key?: string;
  /** Numbers as numbers, strings without their quotes, anything else as it stands. */
  readonly value: string | number;
  readonly parameters: ReadonlyMap<string, string | number>;
}

/** Strings, numbers, byte sequences, booleans, tokens: in this order, told apart by their first character. */
const BARE = /"(?:[ !#-[\]-~]|\\["\\])*"|-?\d{1,15}(?:\.\d{1,3})?|:[\w+/=]*:|\?[01]|[A-Za-z*][\w!#$%&'*+.^`|~:/-]*/y;
const DICTIONARY_KEY = /[a-z*][a-z0-9_.*-]*=/y;
const PARAMETER_KEY = / *; *[a-z*][a-z0-9_.*-]*/y;
const EQUALS = /=/y;
const COMMA = /[ \t]*,[ \t]*/y;

/**
 * A structured field that is a list or a dictionary of plain items (RFC 9651 sections 3.1 and 3.2; no inner lists).
 * `undefined` for anything else: a field that is malformed anywhere says nothing at all.
 */
export const parseStructuredList = (text: string): readonly ListMember[] | undefined => {
  const source = text.trim();
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const parameters = (): ReadonlyMap<string, string | number> | undefined => {
    const read = new Map<string, string | number>();
    for (let key = take(PARAMETER_KEY); key !== undefined; key = take(PARAMETER_KEY)) {
      const bare = take(EQUALS) === undefined ? '?1' : take(BARE);
      if (bare === undefined) return undefined;
      read.set(key.replace(/^[ ;]+/, ''), bareValue(bare));
    }
    return read;
  };
  const members: ListMember[] = [];
  do {
    const key = take(DICTIONARY_KEY)?.slice(0, -1);
    const bare = take(BARE);
    const its = parameters();
    if (bare === undefined || its === undefined) return undefined;
    members.push({ ...(key === undefined ? {} : { key }), value: bareValue(bare), parameters: its });
  } while (take(COMMA) !== undefined);
  return at === source.length ? members : undefined;
};

const bareValue = (bare: string): string | number => {
  if (bare.startsWith('"')) return bare.slice(1, -1).replace(/\\(["\\])/g, '$1');
  return /^-?\d/.test(bare) ? Number(bare) : bare;
};
