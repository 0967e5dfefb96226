/** `<target>`, and what follows until its parameters. */
const TARGET = /[\s,]*<([^>]*)>/y;
/** One parameter: a name, and a token or a quoted string. */
const PARAMETER = /\s*;\s*(?:([\w!#$%&'*+.^`|~-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?)?/y;

/** The target of the first link to a next page in a `Link` header (RFC 8288): a URL, absolute or relative. Undefined if there is none. */
export const nextLink = (header: string): string | undefined => {
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(header);
    if (found) at = pattern.lastIndex;
    return found;
  };
  for (let target = take(TARGET); target; target = take(TARGET)) {
    const parameters = new Map<string, string>();
    for (let found = take(PARAMETER); found; found = take(PARAMETER)) {
      const [, name = '', quoted, token = ''] = found;
      const key = name.toLowerCase();
      // Of several the first counts (section 3.3).
      if (!parameters.has(key)) parameters.set(key, quoted?.replace(/\\(.)/g, '$1') ?? token);
    }
    // With an anchor it is a link of another document.
    if (isNext(parameters.get('rel')) && !parameters.has('anchor')) return target[1];
  }
  return undefined;
};

/** `rel` holds one relation, or several with blanks between, in any case. */
const isNext = (rel: string | undefined): boolean => rel?.toLowerCase().split(/\s+/).includes('next') ?? false;
