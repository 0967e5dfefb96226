/** What may hold any word: strings and comments (GraphQL specification, sections 2.1.4 and 2.9.4). */
const TEXT = /"""(?:\\"""|[\s\S])*?"""|"(?:\\.|[^"\\\r\n])*"|#[^\r\n]*/g;
const TOKEN = /[_A-Za-z]\w*|[{}()[\]]/g;

/** Whether a document defines an operation that may change something. A definition begins where no bracket is open, after the braces of the one before. */
export const holdsMutation = (query: string): boolean => {
  let depth = 0;
  let begins = true;
  for (const [token] of query.replace(TEXT, ' ').matchAll(TOKEN)) {
    if (begins && token === 'mutation') return true;
    if ('{(['.includes(token)) depth += 1;
    if ('})]'.includes(token)) depth -= 1;
    begins = token === '}' && depth === 0;
  }
  return false;
};
