type Expect = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end' | 'nothing';

interface Token {
  /** A mark as itself. */
  readonly kind: string;
  /** The index behind it. */
  readonly end: number;
}

const QUOTE = 34;
const BACKSLASH = 92;
const ESCAPED = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Where `text` stops being JSON. Only for text that `JSON.parse` has refused: its own messages name a position only
 * sometimes, and quote the text always.
 */
export const jsonErrorAt = (text: string): number => {
  const open: string[] = [];
  let expect: Expect = 'value';
  for (let at = skipBlank(text, 0); ; ) {
    const found = tokenAt(text, at);
    if (found === null) return at;
    const next: Expect | null = step(found.kind, expect, open);
    if (next === null) return at;
    expect = next;
    at = skipBlank(text, found.end);
  }
};

const tokenAt = (text: string, at: number): Token | null => {
  const first = text.charAt(at);
  if (first === '"') return tokenTo('string', endOfString(text, at));
  if (first !== '' && '[]{},:'.includes(first)) return { kind: first, end: at + 1 };
  return tokenTo('scalar', match(SCALAR, text, at));
};

const tokenTo = (kind: string, end: number): Token | null => (end < 0 ? null : { kind, end });

/** The index behind the closing quote, or -1. A loop: as one pattern, a string of millions of escapes overflows the engine's stack. */
const endOfString = (text: string, start: number): number => {
  for (let i = start + 1; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) return i + 1;
    if (c < 32) return -1;
    if (c !== BACKSLASH) continue;
    const end = match(ESCAPED, text, i + 1);
    if (end < 0) return -1;
    i = end - 1;
  }
  return -1;
};

/** The index behind what `pattern` finds just at `at`, or -1. */
const match = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
};

const step = (kind: string, expect: Expect, open: string[]): Expect | null => {
  const after = (): Expect => (open.length === 0 ? 'nothing' : ', or end');
  if (kind === 'string' || kind === 'scalar') {
    if (expect === 'key' || expect === 'key or }') return kind === 'string' ? ':' : null;
    return expect === 'value' || expect === 'value or ]' ? after() : null;
  }
  if (kind === ':') return expect === ':' ? 'value' : null;
  if (kind === ',') {
    if (expect !== ', or end') return null;
    return open.at(-1) === '{' ? 'key' : 'value';
  }
  if (kind === '{' || kind === '[') {
    if (expect !== 'value' && expect !== 'value or ]') return null;
    open.push(kind);
    return kind === '{' ? 'key or }' : 'value or ]';
  }
  const closes = kind === '}' ? '{' : '[';
  if (open.at(-1) !== closes || (expect !== ', or end' && expect !== (kind === '}' ? 'key or }' : 'value or ]')))
    return null;
  open.pop();
  return after();
};

const skipBlank = (text: string, at: number): number => {
  let i = at;
  while (i < text.length && ' \t\n\r'.includes(text.charAt(i))) i += 1;
  return i;
};
