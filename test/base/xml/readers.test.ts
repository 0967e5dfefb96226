import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { XmlEvents } from '../../../src/datasources/base/xml/events.ts';
import { readLenient } from '../../../src/datasources/base/xml/lenient-reader.ts';
import { readStrict } from '../../../src/datasources/base/xml/strict-reader.ts';

// Many runs of one property, on a machine that may be busy.
jest.setTimeout(60_000);

type Reader = (text: string, events: XmlEvents) => void;
type Told = readonly unknown[];

const told = (read: Reader, text: string): Told => {
  const events: unknown[] = [];
  read(text, {
    open: (name, attributes) => events.push({ name, attributes: { ...attributes } }),
    text: (run) => events.push(run),
    close: () => events.push('/'),
  });
  return events;
};

const detailOf = (read: Reader, text: string): unknown => {
  try {
    told(read, text);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof Error && 'kind' in error && 'facts' in error)) throw error;
    expect(error.kind).toBe('malformed');
    expect(String(error)).not.toContain('hunter2');
    return Object(error.facts).detail;
  }
};

const many = (count: number) => Array.from({ length: count }, (_, i) => `a${i}=""`).join(' ');
const deep = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);

describe('when the document is not well-formed, the strict reader refuses', () => {
  test.each([
    ['nothing', ''],
    ['blank', ' \n'],
    ['only a declaration', '<?xml version="1.0"?>'],
    ['only a comment', '<!-- hunter2 -->'],
    ['text without an element', 'hunter2'],
    ['truncation in text', '<a>hunter2'],
    ['truncation in a nested element', '<a><b>1</b><c>2'],
    ['truncation in a tag', '<a'],
    ['truncation in an attribute', '<a b="hunter2'],
    ['truncation in an end tag', '<a></a'],
    ['truncation in a comment', '<a><!-- hunter2'],
    ['truncation in CDATA', '<a><![CDATA[hunter2'],
    ['truncation in a reference', '<a>&am'],
    ['truncation in an instruction', '<a><?hunter2'],
    ['two roots', '<a/><b/>'],
    ['text before the root', 'hunter2<a/>'],
    ['text after the root', '<a/>hunter2'],
    ['CDATA after the root', '<a/><![CDATA[x]]>'],
    ['a reference after the root', '<a/>&amp;'],
    ['mismatched tags', '<a><b></a></b>'],
    ['tags that differ in case', '<a></A>'],
    ['an end without a beginning', '</a>'],
    ['an end too many', '<a></a></a>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['an attribute without a value', '<a b/>'],
    ['an attribute without quotes', '<a b=1/>'],
    ['attributes without blank between them', '<a b="1"c="2"/>'],
    ['< in an attribute', '<a b="<"/>'],
    ['a bare & in text', '<a>A & B</a>'],
    ['a bare & in an attribute', '<a b="A & B"/>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['an entity named like a property', '<a>&constructor;</a>'],
    ['an empty reference', '<a>&;</a>'],
    ['a reference to no character', '<a>&#0;</a>'],
    ['a reference to a surrogate', '<a>&#xD800;</a>'],
    ['a reference beyond Unicode', '<a>&#x110000;</a>'],
    ['a reference that is no number', '<a>&#xZZ;</a>'],
    [']]> in text', '<a>]]></a>'],
    ['a control character', '<a>\u0001</a>'],
    ['a control character in an attribute', '<a b="\u0001"/>'],
    ['a null character', '<a>\u0000</a>'],
    ['half a surrogate pair', '<a>\uD800</a>'],
    ['U+FFFE', '<a>\uFFFE</a>'],
    ['a name that begins with a digit', '<1a/>'],
    ['a name that begins with a hyphen', '<-a/>'],
    ['an attribute name that begins with a digit', '<a 1="x"/>'],
    ['a blank before a name', '< a/>'],
    ['an end tag with an attribute', '<a></a b="1">'],
    ['-- in a comment', '<a><!-- x -- y --></a>'],
    ['a declaration in the middle', '<a><?xml version="1.0"?></a>'],
    ['a declaration after a comment', '<!-- x --><?xml version="1.0"?><a/>'],
    ['two declarations', '<?xml version="1.0"?><?xml version="1.0"?><a/>'],
    ['a declaration without a version', '<?xml encoding="utf-8"?><a/>'],
    ['an instruction named XML', '<a><?XML x?></a>'],
    ['CDATA in lower case', '<a><![cdata[x]]></a>'],
    ['an HTML void element', '<p>a<br>b</p>'],
  ])('%s', (_, text) => {
    expect(detailOf(readStrict, text)).toMatch(/^not well-formed XML at line \d+, column \d+$/);
  });

  test('the place is the line and the column', () => {
    expect(detailOf(readStrict, '<a>\n  <b>\n  </c>\n</a>')).toBe('not well-formed XML at line 3, column 6');
  });
});

describe('when the document is dangerous, both readers refuse', () => {
  test.each([
    ['a DOCTYPE', '<!DOCTYPE a><a/>', 'a DOCTYPE is not allowed'],
    ['a DOCTYPE after a comment', '<?xml version="1.0"?>\n<!-- x --><!DOCTYPE a><a/>', 'a DOCTYPE is not allowed'],
    [
      'an entity bomb',
      '<!DOCTYPE a [<!ENTITY b "hunter2"><!ENTITY c "&b;&b;">]><a>&c;</a>',
      'a DOCTYPE is not allowed',
    ],
    ['an external entity', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'a DOCTYPE is not allowed'],
    ['65 levels', deep(65), 'nested deeper than 64'],
    ['1001 attributes', `<a ${many(1001)}/>`, 'more than 1000 attributes of one element'],
  ])('%s', (_, text, detail) => {
    expect([detailOf(readStrict, text), detailOf(readLenient, text)]).toEqual([detail, detail]);
  });

  test('a thousand levels', () => {
    expect(detailOf(readStrict, deep(1000))).toBe('nested deeper than 64');
    expect(detailOf(readLenient, deep(1000))).not.toBe('accepted');
  });

  test('64 levels and 1000 attributes are within the limits', () => {
    for (const read of [readStrict, readLenient])
      expect([detailOf(read, deep(64)), detailOf(read, `<a ${many(1000)}/>`)]).toEqual(['accepted', 'accepted']);
  });

  test('a comment forest before the root takes no time', () => {
    const begin = performance.now();
    expect(detailOf(readLenient, `${'<!---->'.repeat(20_000)}<!DOCTYPE a><a/>`)).toBe('a DOCTYPE is not allowed');
    expect(performance.now() - begin).toBeLessThan(500);
  });
});

describe('when the document is broken, the lenient reader still refuses', () => {
  test.each([
    ['nothing', ''],
    ['blank', ' \n'],
    ['only a declaration', '<?xml version="1.0"?>'],
    ['text', 'hunter2'],
    ['truncation in text', '<a>hunter2'],
    ['truncation in a nested element', '<a><b>1</b><c>2'],
    ['truncation after an element', '<a><b>1</b>'],
    ['truncation after an empty element', '<a><b/>'],
    ['truncation in a tag', '<a><b x="hunter2'],
    ['truncation in CDATA', '<a><![CDATA[hunter2'],
    ['two roots', '<a/><b/>'],
    ['text after the root', '<a></a>hunter2'],
    ['a name that would poison', '<a><__proto__>hunter2</__proto__></a>'],
  ])('%s', (_, text) => {
    expect(detailOf(readLenient, text)).not.toBe('accepted');
  });
});

describe('what only the lenient reader accepts', () => {
  test.each([
    ['a bare &', '<a>A & B</a>', [{ name: 'a', attributes: {} }, 'A & B', '/']],
    ['an entity of HTML', '<a>&nbsp;&copy;</a>', [{ name: 'a', attributes: {} }, '\u00a0©', '/']],
    ['an unclosed element', '<a><b></a>', [{ name: 'a', attributes: {} }, { name: 'b', attributes: {} }, '/', '/']],
    ['an attribute twice', '<a b="1" b="2"/>', [{ name: 'a', attributes: { b: '2' } }, '/']],
    ['< in an attribute', '<a b="<"/>', [{ name: 'a', attributes: { b: '<' } }, '/']],
    [']]> in text', '<a>]]></a>', [{ name: 'a', attributes: {} }, ']]>', '/']],
  ])('%s', (_, text, events) => {
    expect(detailOf(readStrict, text)).toMatch(/^not well-formed/);
    expect(told(readLenient, text)).toEqual(events);
  });
});

describe('when all is well, both readers tell', () => {
  test.each<[string, string, Told]>([
    ['an empty element', '<a/>', [{ name: 'a', attributes: {} }, '/']],
    ['names with undeclared prefixes', '<x:a y:b="1"/>', [{ name: 'x:a', attributes: { 'y:b': '1' } }, '/']],
    ['blank before the declaration', '\r\n <?xml version="1.0"?><a/>', [{ name: 'a', attributes: {} }, '/']],
    ['a byte order mark', '\uFEFF<a/>', [{ name: 'a', attributes: {} }, '/']],
    [
      'references',
      '<a b="&lt;&#233;&quot;">&amp;lt;&#xe9;&apos;&gt;</a>',
      [{ name: 'a', attributes: { b: '<é"' } }, "&lt;é'>", '/'],
    ],
    [
      'one run of text, CDATA and comments',
      '<a>b<![CDATA[<c>&amp;]]>d<!-- x -->e<?p i?>f</a>',
      [{ name: 'a', attributes: {} }, 'b<c>&amp;def', '/'],
    ],
    ['blank as it is, line ends as one', '<a> \r\n b\t</a>', [{ name: 'a', attributes: {} }, ' \n b\t', '/']],
    ['texts that look like numbers', '<a b="1.10">007</a>', [{ name: 'a', attributes: { b: '1.10' } }, '007', '/']],
    [
      'a DOCTYPE in CDATA',
      '<a><![CDATA[<!DOCTYPE html>]]></a>',
      [{ name: 'a', attributes: {} }, '<!DOCTYPE html>', '/'],
    ],
    ['blank and comments after the root', '<a></a> <!-- x --> <?p?>\n', [{ name: 'a', attributes: {} }, '/']],
    ['> in an attribute', '<a b="x>y"/>', [{ name: 'a', attributes: { b: 'x>y' } }, '/']],
  ])('%s', (_, text, events) => {
    expect(told(readStrict, text)).toEqual(events);
    expect(told(readLenient, text)).toEqual(events);
  });

  test('two hundred thousand references', () => {
    const text = `<a>${'&amp;'.repeat(200_000)}</a>`;
    expect(told(readLenient, text)).toEqual(told(readStrict, text));
  });
});

interface Tree {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Tree | string)[];
}

const name = fc
  .stringMatching(/^[a-zA-Z_é][a-zA-Z0-9_.-]{0,5}(:[a-z]{1,3})?$/)
  .filter((it) => !/^(?:xml|constructor|prototype)/i.test(it));
const text = fc.string({
  unit: fc.constantFrom('a', '0', ' ', '\n', '&', '<', '>', '"', "'", ']', 'é', '😀', '\t'),
  minLength: 1,
  maxLength: 8,
});
const value = fc.string({ unit: fc.constantFrom('a', '0', ' ', '&', '<', '>', '"', "'", 'é', '😀'), maxLength: 6 });
const { tree } = fc.letrec<{ tree: Tree; child: Tree | string }>((tie) => ({
  tree: fc.record({
    name,
    attributes: fc.dictionary(name, value, { maxKeys: 3, noNullPrototype: true }),
    children: fc.array(tie('child'), { maxLength: 4 }),
  }),
  child: fc.oneof({ depthSize: 'small', withCrossShrink: true }, text, tie('tree')),
}));

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&#62;',
  '"': '&quot;',
  "'": '&#x27;',
};
const escaped = (raw: string) => raw.replaceAll(/[&<>"']/g, (c) => escapes[c] ?? c);
const written = (node: Tree | string): string => {
  if (typeof node === 'string')
    return node.includes(']]>') || !node.startsWith('a') ? escaped(node) : `<![CDATA[${node}]]>`;
  const attributes = Object.entries(node.attributes).map(([key, its]) => ` ${key}="${escaped(its)}"`);
  const begin = `<${node.name}${attributes.join('')}`;
  return node.children.length === 0 ? `${begin}/>` : `${begin}>${node.children.map(written).join('')}</${node.name}>`;
};
const expected = (node: Tree): Told => {
  const events: unknown[] = [{ name: node.name, attributes: node.attributes }];
  for (const child of node.children) {
    const last = events.at(-1);
    if (typeof child !== 'string') events.push(...expected(child));
    else if (typeof last === 'string' && last !== '/') events[events.length - 1] = last + child;
    else events.push(child);
  }
  return [...events, '/'];
};

test('every well-formed document reads as it was written, with either reader', () => {
  fc.assert(
    fc.property(tree, (root) => {
      const document = written(root);
      expect(told(readStrict, document)).toEqual(expected(root));
      expect(told(readLenient, document)).toEqual(expected(root));
    }),
    { numRuns: 500 },
  );
});
