import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { merge } from '../../src/scaffold/diff/merge.ts';
import { sameLines } from '../../src/scaffold/diff/same-lines.ts';
import { unifiedDiff } from '../../src/scaffold/diff/unified-diff.ts';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', '', '}'), { maxLength: 20 });
const text = lines.map((all) => all.map((each) => `${each}\n`).join(''));

describe('when two sides change the same lines', () => {
  test('both are told, with the line, and nothing is merged', () => {
    expect(merge('a\nb\nc\n', 'a\nmine\nc\n', 'a\ntheirs\nc\n')).toEqual({
      conflicts: [{ line: 2, mine: ['mine'], theirs: ['theirs'] }],
    });
  });

  test('a line that one side took away, and the other changed, is a conflict', () => {
    expect(merge('a\nb\nc\n', 'a\nc\n', 'a\nB\nc\n')).toEqual({ conflicts: [{ line: 2, mine: [], theirs: ['B'] }] });
  });

  test('the same change on both sides is none', () => {
    expect(merge('a\nb\nc\n', 'a\nB\nc\n', 'a\nB\nc\n')).toEqual({ text: 'a\nB\nc\n' });
  });
});

test('changes of both sides come together', () => {
  const base = 'type A {\n  id: ID!\n  name: String\n}\n';
  const mine = '# Mine\ntype A {\n  id: ID!\n  name: String\n}\n';
  const theirs = 'type A {\n  id: ID!\n  name: String\n  age: Int\n}\n';
  expect(merge(base, mine, theirs)).toEqual({ text: '# Mine\ntype A {\n  id: ID!\n  name: String\n  age: Int\n}\n' });
});

test('what one side alone changed is taken from there, whatever it is', () => {
  fc.assert(
    fc.property(text, text, (base, other) => {
      expect(merge(base, base, other)).toEqual({ text: other });
      expect(merge(base, other, base)).toEqual({ text: other });
      expect(merge(base, other, other)).toEqual({ text: other });
    }),
  );
});

test('lines that are the same are pairs, in the order of both', () => {
  fc.assert(
    fc.property(lines, lines, (old, now) => {
      const pairs = sameLines(old, now);
      expect(pairs.filter(([i, j]) => old[i] !== now[j])).toEqual([]);
      expect(
        pairs.filter(([i, j], at) => at > 0 && (i <= (pairs[at - 1]?.[0] ?? -1) || j <= (pairs[at - 1]?.[1] ?? -1))),
      ).toEqual([]);
    }),
  );
});

/** What `patch` does with a diff. */
const patched = (old: string, diff: string): string => {
  const source = old.split('\n');
  const out: string[] = [];
  let at = 0;
  for (const line of diff.split('\n').slice(2, -1)) {
    const [, start, count] = /^@@ -(\d+),(\d+) /.exec(line) ?? [];
    if (start !== undefined) {
      const from = Number(start) - (count === '0' ? 0 : 1);
      out.push(...source.slice(at, from));
      at = from;
    } else if (line.startsWith('+')) out.push(line.slice(1));
    else if (line.startsWith('-')) at += 1;
    else out.push(source[at++] ?? '');
  }
  return [...out, ...source.slice(at)].join('\n');
};

describe('a unified diff', () => {
  test('makes one text of the other', () => {
    fc.assert(
      fc.property(text, text, (old, now) => {
        const diff = unifiedDiff('a', old, now);
        expect(diff === '' ? old : patched(old, diff)).toBe(now);
      }),
    );
  });

  test('is what diff -u would write', () => {
    expect(unifiedDiff('a.ts', '1\n2\n3\n4\n5\n6\n7\n8\n9\n', '1\n2\n3\n4\nV\n6\n7\n8\n9\n')).toBe(
      '--- a.ts\n+++ a.ts (new)\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+V\n 6\n 7\n 8\n',
    );
  });
});
