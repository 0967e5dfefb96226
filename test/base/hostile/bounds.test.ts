import { describe, expect, test } from '@jest/globals';
import { failureOf, source } from './reading.ts';

const strict = source('xml', ['[String]', 'b']);
const lenient = source('xml', ['[String]', 'b'], { xml: 'lenient' });

/** Far above what each takes (a second or two on a busy machine), and far below what an attack would need. */
const BOUND_MS = 10_000;

const timed = <T>(call: () => T): T => {
  const begin = performance.now();
  try {
    return call();
  } finally {
    expect(performance.now() - begin).toBeLessThan(BOUND_MS);
  }
};
const detailOf = ({ parse }: typeof strict, text: string): string | undefined => {
  const failure = timed(() => failureOf(() => parse(text)));
  if (failure) expect(failure.kind).toBe('malformed');
  return failure?.facts.detail;
};

const lol = Array.from({ length: 9 }, (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i};`.repeat(10)}">`).join('');

describe('entities of a DOCTYPE are never read, by either reader', () => {
  test.each([
    ['a billion laughs', `<!DOCTYPE a [<!ENTITY lol0 "lol">${lol}]><a><b>&lol9;</b></a>`],
    ['a quadratic bomb', `<!DOCTYPE a [<!ENTITY x "${'x'.repeat(100_000)}">]><a><b>${'&x;'.repeat(100_000)}</b></a>`],
    ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a><b>&x;</b></a>'],
    ['an external entity over HTTP', '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/">]><a><b>&x;</b></a>'],
    ['an external subset', '<!DOCTYPE a PUBLIC "-//X//Y//EN" "http://127.0.0.1:9/a.dtd"><a/>'],
    ['a parameter entity', '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/">%x;]><a/>'],
    ['a harmless entity', '<!DOCTYPE a [<!ENTITY x "y">]><a><b>&x;</b></a>'],
    ['one behind 200,000 comments', `${'<!---->'.repeat(200_000)}<!DOCTYPE a><a/>`],
  ])('%s', (_, text) => {
    expect([detailOf(strict, text), detailOf(lenient, text)]).toEqual([
      'a DOCTYPE is not allowed',
      'a DOCTYPE is not allowed',
    ]);
  });
});

describe('what is too much is refused before it is built', () => {
  test.each([101, 1_000_000])('%i levels', (levels) => {
    const text = '<a>'.repeat(levels);
    for (const whole of [text, text + '</a>'.repeat(levels)])
      expect(detailOf(strict, whole)).toBe('nested deeper than 64');
  });

  test.each([50_000, 800_000])('%i attributes of one element', (count) => {
    const attributes = Array.from({ length: count }, (_, i) => `a${i}=""`).join(' ');
    expect(detailOf(strict, `<a ${attributes}/>`)).toBe('more than 1000 attributes of one element');
  });

  test('50,000 attributes of one element, read leniently', () => {
    const attributes = Array.from({ length: 50_000 }, (_, i) => `a${i}=""`).join(' ');
    expect(detailOf(lenient, `<a ${attributes}/>`)).toBe('more than 1000 attributes of one element');
  });

  test.each([
    ['a tag', '<a '],
    ['a name', `<${'a'.repeat(2_000_000)}`],
    ['an attribute', `<a b="${'x'.repeat(2_000_000)}`],
    ['a comment', `<a><!--${'- '.repeat(1_000_000)}`],
    ['CDATA', `<a><![CDATA[${']'.repeat(2_000_000)}`],
    ['an instruction', `<a><?p ${'?'.repeat(2_000_000)}`],
    ['a reference', `<a>&${'x'.repeat(2_000_000)}`],
    ['a declaration', `<?xml version="1.0" ${' '.repeat(2_000_000)}`],
    ['comments that begin', '<!--'.repeat(500_000)],
    ['tags that begin', '<'.repeat(2_000_000)],
    ['blank', `${' '.repeat(2_000_000)}x`],
  ])('%s of two megabytes that never ends', (_, text) => {
    expect(detailOf(strict, text)).toBeDefined();
  });
});

describe('what is much is read, in little time', () => {
  test('200,000 siblings', () => {
    expect(timed(() => strict.read(`<a>${'<b>1</b>'.repeat(200_000)}</a>`))).toHaveLength(200_000);
  });

  test('200,000 siblings that nobody asked for', () => {
    expect(timed(() => strict.read(`<a>${'<c d="1"/>'.repeat(200_000)}<b>1</b></a>`))).toEqual(['1']);
  });

  test.each([
    ['a million &amp;', '&amp;', '&', 1_000_000],
    ['a million numeric references', '&#233;', 'é', 1_000_000],
    ['a million hexadecimal references', '&#x1F600;', '😀', 1_000_000],
    ['200,000 sections of CDATA', '<![CDATA[x]]>', 'x', 200_000],
    ['200,000 comments in a text', 'x<!-- y -->', 'x', 200_000],
  ])('%s', (_, written, read, count) => {
    expect(timed(() => strict.read(`<a><b>${written.repeat(count)}</b></a>`))).toEqual([read.repeat(count)]);
  });

  test('a million references in one attribute', () => {
    const { read } = source('xml', ['[String]', '@c']);
    expect(timed(() => read(`<a c="${'&lt;'.repeat(1_000_000)}"/>`))).toEqual(['<'.repeat(1_000_000)]);
  });
});
