/** Whether a DOCTYPE comes before the root: the only place where it can declare anything in earnest. */
export const hasDoctype = (text: string): boolean => /^<!doctype/i.test(text.slice(prologEnd(text)).slice(0, 9));

/** Where blank, comments and processing instructions before the root end. A loop: as one pattern this backtracks without end. */
const prologEnd = (text: string): number => {
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

/** Whether the text ends with the end of its root, but for blank, comments and processing instructions. */
export const hasEnd = (text: string, root: string, isEmpty: boolean): boolean => {
  const last = withoutMisc(text);
  if (isEmpty && last.endsWith('/>')) return true;
  const open = last.lastIndexOf('</');
  return open >= 0 && last.endsWith('>') && last.slice(open + 2, -1).trim() === root;
};

const withoutMisc = (text: string): string => {
  let last = text.trimEnd();
  for (;;) {
    const begin = last.endsWith('-->') ? last.lastIndexOf('<!--') : last.endsWith('?>') ? last.lastIndexOf('<?') : -1;
    if (begin <= 0) return last;
    last = last.slice(0, begin).trimEnd();
  }
};
