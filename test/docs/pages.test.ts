import { existsSync, globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';

const pages = [
  ...globSync('*.md'),
  ...globSync('docs/**/*.md'),
  ...globSync('examples/*/README.md'),
  ...globSync('templates/**/*.md'),
];

interface Block {
  readonly page: string;
  readonly language: string;
  readonly text: string;
}

const blocksIn = (page: string): readonly Block[] =>
  [...readFileSync(page, 'utf8').matchAll(/^ *```(\w+)\n([\s\S]*?)^ *```$/gm)].map(([, language = '', text = '']) => ({
    page,
    language,
    text,
  }));

const blocks = pages.flatMap(blocksIn);
const of = (language: string) => blocks.filter((block) => block.language === language);

/** Those that a reader cannot be, in the words of the reader. */
const unreadable = (its: readonly Block[], read: (text: string) => void): readonly string[] =>
  its.flatMap(({ page, text }) => {
    try {
      read(text);
      return [];
    } catch (error) {
      return [`${page}: ${error instanceof Error ? error.message.split('\n')[0] : 'no'}\n${text}`];
    }
  });

const strip = (text: string): void => void stripTypeScriptTypes(text);

/** A module, members of a class, or words of an object. */
const readTypeScript = (text: string): void => {
  const forms = [text, `class X {\n${text}\n}`, `const x = {\n${text}\n};`];
  const failures = forms.filter((form) => unreadable([{ page: '', language: '', text: form }], strip).length > 0);
  if (failures.length === forms.length) strip(text);
};

/** As GitHub makes anchors of headings. */
const anchorsIn = (page: string): readonly string[] =>
  [...readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe('the pages', () => {
  test('hold TypeScript that can be read', () => {
    expect(of('ts').length).toBeGreaterThan(15);
    // Decisions sketch; they are not for copying.
    const shown = of('ts').filter(({ page }) => !page.startsWith('docs/decisions/'));
    expect(unreadable(shown, readTypeScript)).toEqual([]);
  });

  test('hold GraphQL that can be read', () => {
    expect(of('graphql').length).toBeGreaterThan(10);
    expect(unreadable(of('graphql'), (text) => void parse(text))).toEqual([]);
  });

  test('hold JSON that can be read', () => {
    expect(unreadable(of('json'), (text) => void JSON.parse(text))).toEqual([]);
  });

  test('link to what is there', () => {
    const links = pages.flatMap((page) =>
      [
        ...readFileSync(page, 'utf8')
          .replace(/```[\s\S]*?```/g, '')
          .matchAll(/\]\(([^)\s]+)\)/g),
      ].map(([, to = '']) => ({ page, to })),
    );
    expect(links.length).toBeGreaterThan(40);
    const broken = links.filter(({ page, to }) => {
      if (/^https?:/.test(to)) return false;
      const [file = '', anchor] = to.split('#');
      const target = file === '' ? page : normalize(join(dirname(page), file));
      if (!existsSync(target)) return true;
      return anchor !== undefined && !anchorsIn(target).includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});
