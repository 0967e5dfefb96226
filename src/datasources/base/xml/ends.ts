import { prologEnd } from './prolog.ts';

/** Whether a DOCTYPE comes before the root: the only place where it can declare anything in earnest. */
export const hasDoctype = (text: string): boolean => /^<!doctype/i.test(text.slice(prologEnd(text)).slice(0, 9));

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
