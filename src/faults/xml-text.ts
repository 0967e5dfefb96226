const TOKEN = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>|<(?:[^<>"']|"[^"]*"|'[^']*')*>|[^<]+/g;

const isTag = (token: string): boolean => /^<[^!?]/.test(token);

const tokensOf = (text: string): readonly string[] => text.match(TOKEN) ?? [];

/** More markup as the first thing in the root element. */
export const insideRoot = (text: string, markup: string): string => {
  const tokens = tokensOf(text);
  const at = tokens.findIndex(isTag);
  const root = tokens[at] ?? '';
  const name = /^<([^\s/>]+)/.exec(root)?.[1] ?? '';
  const opened = root.endsWith('/>') ? `${root.slice(0, -2)}>${markup}</${name}>` : root + markup;
  return [...tokens.slice(0, at), opened, ...tokens.slice(at + 1)].join('');
};

/** More markup just before the root element. */
export const beforeRoot = (text: string, markup: string): string => {
  const tokens = tokensOf(text);
  const at = tokens.findIndex(isTag);
  return [...tokens.slice(0, at), markup, ...tokens.slice(at)].join('');
};

/** Text and values of attributes changed: each whole text between two tags, and each whole value. */
export const withTexts = (text: string, change: (text: string) => string): string =>
  tokensOf(text)
    .map((token) => {
      if (!token.startsWith('<')) return change(token);
      if (!isTag(token)) return token;
      return token.replace(/=(\s*)(?:"([^"]*)"|'([^']*)')/g, (_found, blank: string, a?: string, b?: string) =>
        a === undefined ? `=${blank}'${change(b ?? '')}'` : `=${blank}"${change(a)}"`,
      );
    })
    .join('');

/** Each character as a numeric reference, decimal and hexadecimal by turns; blanks, and what is a reference already, stay. */
export const asReferences = (text: string): string => {
  let turn = 0;
  return text.replace(/&[^;]*;|\S/gu, (found) => {
    if (found.startsWith('&')) return found;
    const code = found.codePointAt(0) ?? 0;
    turn += 1;
    return turn % 2 === 0 ? `&#${code};` : `&#x${code.toString(16)};`;
  });
};
