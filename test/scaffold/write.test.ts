import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { type DocumentNode, parse } from 'graphql';
import { joined, path } from '../../src/datasources/base/index.ts';
import type { Draft, Placed } from '../../src/scaffold/draft.ts';
import { kitTestText, schemaText, sourceText } from '../../src/scaffold/write/index.ts';
import { drafts } from './drafts.ts';

jest.setTimeout(120_000);

/** A class as it comes out of a written `source.ts`. */
type Written = new () => Readonly<Record<string, readonly unknown[]>>;

/** Runs a written `source.ts` over a base that keeps what each member was made of. */
const run = (text: string): Written & { readonly api: object } => {
  const made = (...args: readonly unknown[]) => args;
  const kinds = ['get', 'batch', 'pages', 'post', 'put', 'patch', 'delete'];
  // oxlint-disable-next-line no-extraneous-class
  class DataSource {}
  for (const kind of kinds) Object.defineProperty(DataSource.prototype, kind, { value: made });
  const body = stripTypeScriptTypes(text)
    .replace(/^import .*$/m, '')
    .replace(/^export class/m, 'return class');
  // oxlint-disable-next-line no-implied-eval
  return new Function('DataSource', 'joined', 'path', body)(DataSource, joined, path);
};

/** How wide other characters are is a matter of taste; names in queries, and words on unions, are short. */
const usual = (draft: Draft): Draft => {
  const plain: Draft = JSON.parse(JSON.stringify(draft).replace(/[^ -~]|\\u[\da-f]{4}/g, 'z'));
  const shorter = (all: readonly Placed[]) => all.map((each) => ({ ...each, name: each.name.slice(0, 40) }));
  return {
    ...plain,
    types: plain.types.map((type) => (type.kind === 'union' ? { ...type, wire: { by: 'kind' } } : type)),
    operations: plain.operations.map(({ request, ...each }) => ({
      ...each,
      request: { ...request, query: shorter(request.query), headers: shorter(request.headers) },
    })),
  };
};
const namesIn = ({ definitions }: DocumentNode) =>
  definitions.map((each) => ('name' in each && each.name ? each.name.value : each.kind));

describe('when names, descriptions and paths are hostile', () => {
  test('any draft prints SDL that parses, with its own definitions alone', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const names = draft.roots.length === 0 ? [] : ['Query'];
        expect(namesIn(parse(schemaText({ ...draft, operations: [] })))).toEqual(['A_', 'B_', 'C_', ...names]);
      }),
      { numRuns: 500 },
    );
  });

  test('any draft prints TypeScript that runs, says the same of the API, and does nothing else', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const Class = run(sourceText(draft, { from: 'breakwater' }));
        expect(Object.keys(new Class())).toEqual(['one', 'two', 'three']);
        const { options, baseUrl } = draft.api;
        const wellFormed = (value: unknown): unknown =>
          JSON.parse(JSON.stringify(value), (_, each) => (typeof each === 'string' ? each.toWellFormed() : each));
        expect(Class.api).toEqual(wellFormed({ name: 'thing', baseUrl, ...options }));
        expect(Reflect.get(globalThis, 'broken')).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  test('paths and names in queries stay what they were', () => {
    const nasty = `a'b"c\`d$\{globalThis.broken = 1}\\ $`;
    const request = { args: { id: 'string' }, headers: [], query: [{ name: nasty, slot: { arg: 'id' } }] };
    const draft: Draft = {
      name: 'thing',
      className: 'Thing',
      api: { baseUrl: 'https://a.example/', options: {}, imports: [], notes: [] },
      types: [],
      roots: [],
      notes: [],
      operations: [
        {
          name: 'one',
          kind: 'get',
          type: 'T',
          options: {},
          request: { ...request, path: [nasty, { arg: 'id' }, nasty] },
        },
        {
          name: 'two',
          kind: 'get',
          type: 'T',
          options: {},
          request: { ...request, path: [`/${nasty}$`, { arg: 'id' }] },
        },
      ],
    };
    const source = new (run(sourceText(draft, { from: 'breakwater' })))();
    const made = (name: string) => (source[name] as readonly [string, (args: object) => unknown])[1]({ id: 'x y' });
    expect(made('one')).toEqual({ path: `${nasty}x%20y${nasty}`, query: { [nasty]: 'x y' } });
    expect(made('two')).toEqual({ path: `/${nasty}$x%20y`, query: { [nasty]: 'x y' } });
  });
});

test('what is written stands as the formatter would leave it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-write-'));
  try {
    const settings = {
      formatter: { indentStyle: 'space', lineWidth: 120 },
      javascript: { formatter: { quoteStyle: 'single' } },
    };
    writeFileSync(join(folder, 'biome.json'), `${JSON.stringify({ root: true, ...settings }, null, 2)}\n`);
    for (const [i, draft] of fc.sample(drafts, 60).map(usual).entries()) {
      writeFileSync(join(folder, `${i}.graphql`), schemaText(draft));
      writeFileSync(join(folder, `${i}.ts`), sourceText(draft, { from: 'breakwater' }));
      writeFileSync(join(folder, `${i}.test.ts`), kitTestText(draft));
    }
    const { status, stdout, stderr } = spawnSync(
      resolve('node_modules/.bin/biome'),
      ['format', '--max-diagnostics=3', ...readdirSync(folder).filter((file) => file !== 'biome.json')],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );
    expect({ status, said: `${stdout}${stderr}` }).toMatchObject({ status: 0 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
