/** Where blank, comments and processing instructions before the root end. A loop: as one pattern this backtracks without end. */
export const prologEnd = (text: string): number => {
  const blank = /[\s\uFEFF]*/y;
  let at = 0;
  for (;;) {
    blank.lastIndex = at;
    blank.exec(text);
    at = blank.lastIndex;
    const close = text.startsWith('<!--', at) ? '-->' : text.startsWith('<?', at) ? '?>' : undefined;
    const end = close === undefined ? -1 : text.indexOf(close, at + 2);
    if (close === undefined || end < 0) return at;
    at = end + close.length;
  }
};
