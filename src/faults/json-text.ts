const TOKEN = /"(?:[^"\\]|\\.)*"|[\w.+-]+|\s+|./gs;

/** Changes JSON token by token, so that what is not meant stays as it was written. */
const edited = (text: string, edit: (token: string, next: string) => string): string => {
  const tokens = (text.match(TOKEN) ?? []).filter((token) => token.trim() !== '');
  return tokens.map((token, i) => edit(token, tokens[i + 1] ?? '')).join('');
};

/** Every object with its first member twice: first as null, then as it was. */
export const withTwins = (text: string): string =>
  edited(text, (token, next) => (token === '{' && next.startsWith('"') ? `{${next}:null,` : token));

/** Every object with more members, written as JSON without braces, before its own. */
export const withMembers = (text: string, members: string): string =>
  edited(text, (token, next) => (token === '{' ? `{${members}${next === '}' ? '' : ','}` : token));

/** Other text or digits in place of certain scalars and names. */
export const withScalars = (text: string, replaced: ReadonlyMap<string, string>): string =>
  edited(text, (token) => {
    const isText = token.startsWith('"');
    const other = replaced.get(isText ? String(JSON.parse(token)) : token);
    if (other === undefined) return token;
    return isText ? JSON.stringify(other) : other;
  });

/** Certain texts without their quotes, unless they are names of members. */
export const unquoted = (text: string, digits: readonly string[]): string =>
  edited(text, (token, next) => {
    const bare = token.slice(1, -1);
    return token.startsWith('"') && next !== ':' && digits.includes(bare) ? bare : token;
  });
