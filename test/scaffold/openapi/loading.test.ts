import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { UserError } from '../../../src/config/user-error.ts';
import { draftOf, listOperations, parseOpenApi, readOpenApi } from '../../../src/scaffold/openapi/index.ts';
import { answering } from './document.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openapi-'));
});
afterAll(() => rm(folder, { recursive: true }));

const told = async (act: () => unknown): Promise<string> => {
  try {
    await act();
    return 'nothing';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
};

const thing = { type: 'object', properties: { a: { type: 'string' } } };

describe('when it fails', () => {
  test.each([
    ['', 'shop.yml is no OpenAPI document: it holds nothing, not an object.'],
    ['[1]', 'shop.yml is no OpenAPI document: it holds a list, not an object.'],
    ['a: 1', 'shop.yml is no OpenAPI document: neither "openapi" nor "swagger" says its version.'],
    [
      'asyncapi: 2.0.0',
      'shop.yml is no OpenAPI document: neither "openapi" nor "swagger" says its version. It is an AsyncAPI document.',
    ],
    ['swagger: "1.2"', 'shop.yml is of OpenAPI "1.2"; 2.0, 3.0, 3.1 and 3.2 can be read.'],
    ['openapi: 3.0.0', 'shop.yml has no operation that can be kept. The option --list shows all of them.'],
  ])('%j', async (text, message) => {
    expect(await told(() => draftOf(parseOpenApi(text, 'shop.yml'), { name: 'shop' }))).toBe(message);
  });

  test('text that is neither JSON nor YAML has a line', async () => {
    expect(await told(() => parseOpenApi('openapi: 3.0.0\npaths:\n  - a\n b: [', 'shop.yml'))).toMatch(
      /^shop\.yml is neither JSON nor YAML: line \d+, column \d+: .+\.$/,
    );
  });

  test('a file that is not there', async () => {
    expect(await told(() => readOpenApi(join(folder, 'gone.json')))).toBe(
      `${join(folder, 'gone.json')} cannot be read: it does not exist.`,
    );
  });

  test('an address that does not answer, without its query', async () => {
    expect(await told(() => readOpenApi('http://127.0.0.1:1/openapi.json?key=secret'))).toBe(
      'openapi.json at 127.0.0.1:1 cannot be read: the server cannot be reached.',
    );
  });

  test('documents that lie in themselves too deeply', async () => {
    let schema: object = thing;
    for (let i = 0; i < 20_000; i += 1) schema = { type: 'array', items: schema };
    expect(await told(() => draftOf(parseOpenApi(deepText(20_000)), { name: 'shop', all: true }))).toMatch(
      /too deeply\.$/,
    );
  });
});

const deepText = (depth: number): string =>
  JSON.stringify(answering({ marker: 1 })).replace(
    '{"marker":1}',
    `${'{"type":"array","items":'.repeat(depth)}{}${'}'.repeat(depth)}`,
  );

describe('documents', () => {
  test('come from an address, and relative servers are read from it', async () => {
    const server = createServer((_, response) =>
      response.end(JSON.stringify({ ...answering(thing), servers: [{ url: '/v9' }] })),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const document = await readOpenApi(`http://127.0.0.1:${port}/docs/openapi.json`);
    server.close();
    expect(draftOf(document, { name: 'shop' }).api.baseUrl).toBe(`http://127.0.0.1:${port}/v9/`);
  });

  test('of several files are read together; what is missing is told of', async () => {
    await writeFile(
      join(folder, 'thing.yaml'),
      'type: object\nproperties:\n  a: { type: string }\n  other: { $ref: "gone.yaml" }\n',
    );
    const schema = { $ref: 'thing.yaml' };
    await writeFile(join(folder, 'openapi.json'), JSON.stringify(answering(schema)));
    const draft = draftOf(await readOpenApi(join(folder, 'openapi.json')), { name: 'shop' });
    expect(draft.types).toMatchObject([
      {
        fields: [
          { name: 'a', type: 'String' },
          { name: 'other', type: 'JSON' },
        ],
      },
    ]);
    expect(draft.notes.length).toBeGreaterThan(0);
  });

  test('of an address are read together with what lies at the same origin, and with nothing else', async () => {
    const asked: string[] = [];
    const parts = { type: 'object', properties: { a: { type: 'string' } } };
    const other = createServer(({ url = '' }, response) => {
      asked.push(url);
      response.end(JSON.stringify(parts));
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const foreign = `http://127.0.0.1:${(other.address() as AddressInfo).port}/part.json`;
    await writeFile(join(folder, 'private.json'), JSON.stringify(parts));
    const document = answering({
      type: 'object',
      properties: {
        near: { $ref: 'part.json' },
        far: { $ref: foreign },
        file: { $ref: `file://${join(folder, 'private.json')}` },
        place: { $ref: join(folder, 'private.json') },
      },
    });
    const server = createServer(({ url }, response) =>
      response
        .writeHead(url === '/openapi.json' || url === '/part.json' ? 200 : 404)
        .end(JSON.stringify(url === '/openapi.json' ? document : parts)),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await writeFile(join(folder, 'far.json'), JSON.stringify(document));
    await writeFile(join(folder, 'part.json'), JSON.stringify(parts));
    const fieldsOf = async (source: string) => {
      const draft = draftOf(await readOpenApi(source), { name: 'shop' });
      const [answer] = draft.types.filter(({ name }) => name === 'ThingAnswer');
      expect(draft.notes.map(({ says }) => says).join(' ')).toContain('it is not asked for');
      return answer && 'fields' in answer ? answer.fields.map(({ name, type }) => [name, type]) : [];
    };
    const near = ['near', expect.not.stringMatching('JSON')];
    const [far, file] = [
      ['far', 'JSON'],
      ['file', 'JSON'],
    ];
    expect(await fieldsOf(`http://127.0.0.1:${port}/openapi.json`)).toEqual([near, far, file, ['place', 'JSON']]);
    // Files may refer to files: it is their owner who reads them.
    const place = ['place', expect.not.stringMatching('JSON')];
    expect(await fieldsOf(join(folder, 'far.json'))).toEqual([near, far, file, place]);
    for (const each of [server, other]) each.close();
    expect(asked).toEqual([]);
  });

  test('whose parts hold more by aliases than memory does are read without them', async () => {
    const layers = Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(10)}]`);
    await writeFile(join(folder, 'bomb.yaml'), `a0: &a0 [${'x,'.repeat(10)}]\n${layers.join('\n')}\n`);
    const schema = { type: 'object', properties: { a: { type: 'string' }, bomb: { $ref: 'bomb.yaml#/a9' } } };
    await writeFile(join(folder, 'openapi.json'), JSON.stringify(answering(schema)));
    const draft = draftOf(await readOpenApi(join(folder, 'openapi.json')), { name: 'shop' });
    expect(draft.types).toMatchObject([
      {
        fields: [
          { name: 'a', type: 'String' },
          { name: 'bomb', type: 'JSON' },
        ],
      },
    ]);
  });

  test('list their operations, and which can be kept', () => {
    const document = parseOpenApi(JSON.stringify(answering(thing, {}, { head: {} })));
    expect(listOperations(document).map(({ id, kept, why }) => [id, kept, why])).toEqual([
      ['thing', true, undefined],
      ['head /thing', false, 'HEAD answers with no data'],
    ]);
  });
});

const valid = {
  ...answering(
    { $ref: '#/components/schemas/Pet' },
    {
      Pet: {
        type: 'object',
        required: ['id'],
        discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat' } },
        properties: {
          id: { type: 'integer' },
          kind: { enum: ['cat', 'dog'] },
          tags: { type: 'array', items: { type: 'string' } },
          more: { additionalProperties: { type: 'integer' } },
          one: { oneOf: [{ type: 'string' }, { $ref: '#/components/schemas/Cat' }] },
        },
      },
      Cat: {
        allOf: [
          { $ref: '#/components/schemas/Pet' },
          { type: 'object', properties: { friend: { $ref: '#/components/schemas/Pet' } } },
        ],
      },
    },
    {
      parameters: [{ name: 'page', in: 'query', schema: { type: 'integer' } }],
      post: {
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Cat' } } } },
        responses: { default: { description: '' } },
        security: [{ key: [] }],
      },
    },
  ),
};

/** All places of a tree. */
const placesOf = (value: unknown, at: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? [at, ...Object.entries(value).flatMap(([name, each]) => placesOf(each, [...at, name]))]
    : [at];

const replaced = (value: unknown, [name, ...rest]: readonly string[], by: unknown): unknown => {
  if (name === undefined) return by;
  if (Array.isArray(value))
    return value.map((each, i) => (String(i) === name ? replaced(each, rest, by) : (each as unknown)));
  return { ...(value as object), [name]: replaced((value as Readonly<Record<string, unknown>>)[name], rest, by) };
};

describe('whatever is changed in a document', () => {
  const places = placesOf(valid);
  const junk = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(
      null,
      true,
      [],
      {},
      '',
      'x',
      0,
      -1,
      { $ref: '#/components/schemas/Pet' },
      { $ref: '#' },
      { $ref: '#/paths' },
      { $ref: 7 },
      ['null'],
      { type: 'object' },
      { allOf: [{ $ref: '#/components/schemas/Cat' }] },
    ),
  );
  const as20 = (document: object) => ({
    ...document,
    openapi: undefined,
    swagger: '2.0',
    definitions: (valid as { components?: { schemas?: object } }).components?.schemas,
  });

  test('there is a draft, or a sentence, and nothing else', async () => {
    const changes = fc.array(fc.tuple(fc.constantFrom(...places), junk), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(changes, fc.boolean(), async (each, old) => {
        const changed = each.reduce<unknown>(
          (document, [at, by]) =>
            at.every((name, i) => placeThere(document, at.slice(0, i), name)) ? replaced(document, at, by) : document,
          old ? as20(valid) : valid,
        );
        const text = JSON.stringify(changed) ?? '';
        expect(typeof (await told(() => draftOf(parseOpenApi(text), { name: 'shop', all: true })))).toBe('string');
      }),
      { numRuns: 1_500 },
    );
  });
});

/** Whether an earlier change left the place standing. */
const placeThere = (document: unknown, above: readonly string[], name: string): boolean => {
  const owner = above.reduce<unknown>(
    (at, each) => (typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[each] : undefined),
    document,
  );
  return typeof owner === 'object' && owner !== null && name in owner;
};
