const TOKEN =
  /[ \t\n\r]*(?:(?<text>"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*")|(?<scalar>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|(?<mark>[[\]{},:]))/y;

type Expect = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end' | 'nothing';

/**
 * Where `text` stops being JSON. Only for text that `JSON.parse` has refused: its own messages name a position only
 * sometimes, and quote the text always.
 */
export const jsonErrorAt = (text: string): number => {
  const open: string[] = [];
  let expect: Expect = 'value';
  const token = new RegExp(TOKEN);
  for (;;) {
    const at = token.lastIndex;
    const found = token.exec(text)?.groups;
    if (found === undefined) return skipBlank(text, at);
    const next = step(found, expect, open);
    if (next === null) return skipBlank(text, at);
    expect = next;
  }
};

const step = (found: Readonly<Record<string, string | undefined>>, expect: Expect, open: string[]): Expect | null => {
  const { text, mark } = found;
  const after = (): Expect => (open.length === 0 ? 'nothing' : ', or end');
  if (mark === undefined) {
    if (expect === 'key' || expect === 'key or }') return text === undefined ? null : ':';
    return expect === 'value' || expect === 'value or ]' ? after() : null;
  }
  if (mark === ':') return expect === ':' ? 'value' : null;
  if (mark === ',') {
    if (expect !== ', or end') return null;
    return open.at(-1) === '{' ? 'key' : 'value';
  }
  if (mark === '{' || mark === '[') {
    if (expect !== 'value' && expect !== 'value or ]') return null;
    open.push(mark);
    return mark === '{' ? 'key or }' : 'value or ]';
  }
  const closes = mark === '}' ? '{' : '[';
  if (open.at(-1) !== closes || (expect !== ', or end' && expect !== (mark === '}' ? 'key or }' : 'value or ]')))
    return null;
  open.pop();
  return after();
};

const skipBlank = (text: string, at: number): number => {
  let i = at;
  while (i < text.length && ' \t\n\r'.includes(text.charAt(i))) i += 1;
  return i;
};
