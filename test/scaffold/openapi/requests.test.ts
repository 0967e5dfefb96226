import { describe, expect, test } from '@jest/globals';
import { loadWritten } from '../load-written.ts';
import { answering, asked, drafted, sdlOf } from './document.ts';

const text = { type: 'string' };
const list = { type: 'array', items: text };
const query = (name: string, schema: object, more: object = {}) => ({ name, in: 'query', schema, ...more });

/** A document with one operation. */
const having = (operation: object, path = '/things/{id}', method = 'get'): object => ({
  ...answering({}),
  paths: {
    [path]: {
      [method]: {
        operationId: 'thing',
        responses: {
          200: { content: { 'application/json': { schema: { type: 'object', properties: { a: text } } } } },
        },
        ...operation,
      },
    },
  },
});
const requestOf = (operation: object, path?: string, method?: string) => {
  const [made] = drafted(having(operation, path, method)).operations;
  return made;
};

describe('when it fails', () => {
  test('what cannot be kept is left out, with the reason', () => {
    const document = {
      ...answering({ type: 'object', properties: { a: text } }),
      paths: {
        ...(answering({}) as { paths: object }).paths,
        '/pdf': { get: { responses: { 200: { content: { 'application/pdf': {} } } } } },
      },
    };
    expect(drafted(document).notes).toContainEqual({
      kind: 'left out',
      at: 'paths./pdf.get',
      says: 'The operation get /pdf: it answers with application/pdf, which is neither JSON nor XML.',
    });
  });

  test('a choice that names nothing is told', () => {
    expect(() => drafted(answering({}), { all: false, operations: ['gone'] })).toThrow(
      'shop.json has no operation "gone". The option --list shows all operations.',
    );
    expect(() => drafted(answering({}), { all: false, tags: ['gone'] })).toThrow('shop.json has no tag "gone".');
    expect(() => drafted(answering({}), { all: false, paths: ['/gone'] })).toThrow(
      'shop.json has no path that begins with "/gone".',
    );
    expect(() => drafted(answering({}), { name: 'my-shop' })).toThrow(
      'The name of a source is a letter, then letters and digits, not "my-shop".',
    );
  });

  test('headers that no request can have are left out', () => {
    const header = (name: string, more: object = {}) => ({ name, in: 'header', schema: text, ...more });
    const [first, ...more] = drafted(
      having({ parameters: [header('x-a\r\nx-b: c', { required: true }), header('Host'), header('x-ok')] }, '/things'),
    ).operations;
    expect(more).toEqual([]);
    expect(first?.request.headers).toEqual([{ name: 'x-ok', slot: { arg: 'xOk' } }]);
    expect(first?.notes?.map(({ kind, says }) => [kind, says])).toEqual([
      ['check', 'The required parameter "x-a\\r\\nx-b: c" is left out: no request can have it as a header of its own.'],
      ['left out', 'The parameter "Host" is left out: no request can have it as a header of its own.'],
    ]);
  });

  test('no member hides what every object has', () => {
    const paths = Object.fromEntries(
      Object.getOwnPropertyNames(Object.prototype).map((name) => [
        `/${name}`,
        { get: { operationId: name, responses: { 200: { content: { 'application/json': { schema: text } } } } } },
      ]),
    );
    const names = drafted({ ...answering({}), paths }).operations.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => name in Object.prototype)).toEqual([]);
  });

  test('a server whose query looks like source code is still data', () => {
    const code = 'globalThis.broken = 1';
    const draft = drafted({ ...answering({}), servers: [{ url: `https://shop.example/?code=${code}` }] });
    expect(loadWritten(draft).api).toMatchObject({ query: { code } });
    expect(Reflect.get(globalThis, 'broken')).toBeUndefined();
  });

  test('parameters that cannot be sent are left out; the required ones are to be looked at', () => {
    const made = requestOf({
      parameters: [
        { name: 's', in: 'cookie', schema: text },
        query('f', { type: 'object' }, { required: true, style: 'deepObject' }),
        { name: 'Accept', in: 'header', schema: text },
      ],
    });
    expect(made?.request.query).toEqual([]);
    expect(made?.notes?.map(({ kind, says }) => `${kind}: ${says}`)).toEqual([
      'guessed: The path\'s "id" is not described: it is text.',
      'left out: The cookie "s": cookies are for credentials alone.',
      'check: The required parameter "f" is left out: the names of its members are not known.',
    ]);
  });
});

describe('parameters', () => {
  test('are written in their styles', () => {
    const made = requestOf({
      parameters: [
        { name: 'id', in: 'path', schema: { type: 'integer' }, required: true },
        query('tags', list),
        query('csv', list, { explode: false }),
        query('pipes', list, { style: 'pipeDelimited', explode: false }),
        query('blanks', list, { style: 'spaceDelimited', explode: false }),
        query(
          'filter',
          {
            type: 'object',
            properties: { name: text, size: { type: 'object', properties: { min: { type: 'integer' } } } },
          },
          { style: 'deepObject' },
        ),
        query('spread', { type: 'object', properties: { x: text } }),
        query('kind', { const: 'all' }, { required: true }),
        query('api-version', text, { required: true }),
        { name: 'X-Trace', in: 'header', schema: text },
      ],
    });
    expect(made?.request).toEqual({
      args: {
        id: 'string',
        'tags?': 'readonly string[]',
        'csv?': 'readonly string[]',
        'pipes?': 'readonly string[]',
        'blanks?': 'readonly string[]',
        'filterName?': 'string',
        'filterSizeMin?': 'number',
        'x?': 'string',
        'xTrace?': 'string',
      },
      path: ['things/', { arg: 'id' }],
      query: [
        { name: 'tags', slot: { arg: 'tags' } },
        { name: 'csv', slot: { arg: 'csv', join: ',' } },
        { name: 'pipes', slot: { arg: 'pipes', join: '|' } },
        { name: 'blanks', slot: { arg: 'blanks', join: ' ' } },
        { name: 'filter[name]', slot: { arg: 'filterName' } },
        { name: 'filter[size][min]', slot: { arg: 'filterSizeMin' } },
        { name: 'x', slot: { arg: 'x' } },
        { name: 'kind', slot: { value: 'all' } },
        { name: 'api-version', slot: { value: '1' } },
      ],
      headers: [{ name: 'X-Trace', slot: { arg: 'xTrace' } }],
    });
  });

  test('of OpenAPI 2.0 too', () => {
    const draft = drafted({
      swagger: '2.0',
      host: 'shop.example',
      basePath: '/v1',
      schemes: ['https', 'http'],
      info: { title: 'Shop', version: '1' },
      securityDefinitions: { key: { type: 'apiKey', in: 'query', name: 'api_key' } },
      paths: {
        '/things': {
          get: {
            operationId: 'things',
            parameters: [
              { name: 'ids', in: 'query', type: 'array', items: { type: 'integer' } },
              { name: 'api_key', in: 'query', type: 'string', required: true },
            ],
            responses: { 200: { schema: { type: 'array', items: { $ref: '#/definitions/Thing' } } } },
          },
        },
      },
      definitions: {
        Thing: {
          type: 'object',
          required: ['id'],
          properties: { id: { type: 'integer', format: 'int64' }, name: text },
        },
      },
    });
    expect(draft.api).toMatchObject({
      baseUrl: 'https://shop.example/v1/',
      options: { auth: { code: "apiKey({ query: 'api_key', env: 'SHOP_KEY' })" } },
    });
    expect(
      draft.operations.map(({ name, kind, type, request, options }) => ({
        name,
        kind,
        type,
        query: request.query,
        options,
      })),
    ).toEqual([
      {
        name: 'things',
        kind: 'get',
        type: '[Thing]',
        query: [{ name: 'ids', slot: { arg: 'ids', join: ',' } }],
        options: {},
      },
      {
        name: 'thingsByIds',
        kind: 'batch',
        type: 'Thing',
        query: [{ name: 'ids', slot: { keys: true, join: ',' } }],
        options: { key: 'id' },
      },
    ]);
    expect(sdlOf(draft)).toContain('thingsByIds(ids: [ID!]!): [Thing] @load(from: "shop.thingsByIds", by: "$ids")');
  });
});

describe('bodies', () => {
  const body = (schema: object, type = 'application/json') => ({
    requestBody: { required: true, content: { [type]: { schema } } },
  });

  test('become inputs, without what is only read, and are sent as the API spells them', async () => {
    const schema = {
      type: 'object',
      required: ['big', 'kind'],
      properties: {
        big: { type: 'integer', format: 'int64' },
        kind: { enum: ['a-b', 'c'] },
        made: { ...text, readOnly: true },
        'x-y': text,
        extra: { type: 'object', additionalProperties: text },
      },
    };
    const { result, api, draft } = await asked(having(body(schema), '/things', 'post'));
    expect(sdlOf(draft)).toContain(`input ThingInput {
  big: BigInt! @wire(format: "number")
  kind: ThingKind!
  xY: String
  extra: JSON
}`);
    expect(result).toEqual({ data: { answer: { a: 'text' } } });
    expect(api.heard.map((each) => Buffer.from(each.body ?? '').toString())).toEqual(['{"big":7,"kind":"a-b"}']);
  });

  test('of forms and multipart say so, and files are left out', () => {
    expect(
      requestOf(
        body({ type: 'object', properties: { a: text } }, 'application/x-www-form-urlencoded'),
        '/things',
        'put',
      )?.options,
    ).toEqual({ body: 'form' });
    const draft = drafted(
      having(
        body(
          { type: 'object', properties: { a: text, file: { type: 'string', format: 'binary' } } },
          'multipart/form-data',
        ),
        '/things',
        'post',
      ),
    );
    expect(draft.operations[0]?.options).toEqual({ body: 'multipart' });
    expect(draft.types.find(({ kind }) => kind === 'input')).toMatchObject({
      fields: [{ name: 'a' }],
      notes: [{ kind: 'left out' }],
    });
  });

  test('inputs that must hold themselves can be given all the same', () => {
    const loop = { type: 'object', required: ['next'], properties: { next: { $ref: '#/components/schemas/Loop' } } };
    expect(
      sdlOf(drafted({ ...having(body(loop), '/things', 'post'), components: { schemas: { Loop: loop } } })),
    ).toContain('input LoopInput {\n  next: LoopInput\n}');
  });
});

describe('pages', () => {
  const items = { type: 'array', items: { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } } };
  const paged = (schema: object, parameters: readonly object[], headers: object = {}) => ({
    ...answering({}),
    paths: {
      '/things': {
        get: {
          operationId: 'things',
          parameters,
          responses: { 200: { headers, content: { 'application/json': { schema } } } },
        },
      },
    },
  });
  const int = (name: string, more: object = {}) => query(name, { type: 'integer', ...more });
  const of = (properties: object) => ({ type: 'object', properties: { data: items, ...properties } });

  test.each([
    [
      'a Link header',
      paged(items, [int('page'), int('per_page', { maximum: 50 })], { Link: { schema: text } }),
      { next: 'link', size: 50 },
      [{ name: 'per_page', slot: { page: 'size' } }],
    ],
    [
      'numbers',
      paged(of({ total: { type: 'integer' } }), [int('page', { default: 0 }), int('limit')]),
      { at: 'data', next: 'number', total: 'total', start: 0 },
      [
        { name: 'limit', slot: { page: 'size' } },
        { name: 'page', slot: { page: 'number' } },
      ],
    ],
    [
      'offsets',
      paged(items, [int('offset'), int('limit', { default: 20 })]),
      { next: 'offset', size: 20 },
      [
        { name: 'limit', slot: { page: 'size' } },
        { name: 'offset', slot: { page: 'offset' } },
      ],
    ],
    [
      'a cursor',
      paged(of({ meta: { type: 'object', properties: { next_cursor: text } } }), [query('cursor', text)]),
      { at: 'data', next: { cursor: 'meta.next_cursor' } },
      [{ name: 'cursor', slot: { page: 'cursor' } }],
    ],
    [
      'the last item',
      paged(of({ has_more: { type: 'boolean' } }), [query('starting_after', text), int('limit')]),
      { at: 'data', next: { last: 'id', more: 'has_more' } },
      [
        { name: 'limit', slot: { page: 'size' } },
        { name: 'starting_after', slot: { page: 'cursor' } },
      ],
    ],
    ['an address', paged(of({ next: text }), [int('page')]), { at: 'data', next: { url: 'next' } }, []],
  ])('by %s are a connection', async (_, document, options, placed) => {
    const draft = drafted(document);
    expect(draft.operations[0]).toMatchObject({ kind: 'pages', request: { query: placed } });
    expect(draft.operations[0]?.options).toEqual(options);
    expect(sdlOf(draft)).toContain('things(first: Int, after: String): ');
    const { result } = await asked(document, 'things');
    expect(result).toMatchObject({ data: { answer: { nodes: [{ id: '1' }] } } });
    expect(result.errors).toBeUndefined();
  });

  test('a list whose pages have no size is a list like others', () => {
    expect(drafted(paged(items, [int('page')])).operations[0]).toMatchObject({
      kind: 'get',
      type: '[ThingsAnswerItem]',
    });
  });
});

describe('the API', () => {
  const api = (more: object) => drafted({ ...answering({ type: 'object', properties: { a: text } }), ...more }).api;
  const scheme = (its: object) =>
    api({ security: [{ s: [] }], components: { securitySchemes: { s: its } } }).options['auth'];

  test('is signed from the environment', () => {
    expect(scheme({ type: 'http', scheme: 'bearer' })).toMatchObject({ code: "bearer({ env: 'SHOP_TOKEN' })" });
    expect(scheme({ type: 'http', scheme: 'basic' })).toMatchObject({
      code: "basic({ user: 'SHOP_USER', password: 'SHOP_PASSWORD' })",
    });
    expect(scheme({ type: 'apiKey', in: 'header', name: 'X-Key' })).toMatchObject({
      code: "apiKey({ header: 'X-Key', env: 'SHOP_KEY' })",
    });
    expect(scheme({ type: 'oauth2', flows: { clientCredentials: { tokenUrl: '/token', scopes: {} } } })).toMatchObject({
      code: "oauth2ClientCredentials({ tokenUrl: '/token', id: 'SHOP_ID', secret: 'SHOP_SECRET' })",
    });
    expect(scheme({ type: 'oauth2', flows: { authorizationCode: { tokenUrl: '/token' } } })).toMatchObject({
      code: "bearer({ env: 'SHOP_TOKEN' })",
    });
    expect(scheme({ type: 'mutualTLS' })).toBeUndefined();
  });

  test('lives where its first secure server is', () => {
    const at = (...servers: object[]) => api({ servers });
    expect(at({ url: 'http://a.example' }, { url: 'https://b.example/v2?x=1' })).toMatchObject({
      baseUrl: 'https://b.example/v2/',
      options: { query: { x: '1' } },
    });
    expect(
      at({ url: 'https://{region}.a.example/{v}', variables: { region: { default: 'eu', enum: ['eu', 'us'] } } }),
    ).toMatchObject({ baseUrl: 'https://eu.a.example/{v}/', options: { baseUrlFrom: { v: 'SHOP_V' } } });
    expect(at({ url: '/v3' })).toMatchObject({ baseUrl: 'https://api.example.com/v3/', notes: [{ kind: 'check' }] });
  });

  test('is read by default as far as few arguments lead', () => {
    const path = (i: number) => [
      i < 20 ? `/a${i}` : `/b${i}/{id}`,
      { get: { responses: { 200: { content: { 'application/json': { schema: { type: 'object' } } } } } } },
    ];
    const draft = drafted(
      { ...answering({}), paths: Object.fromEntries(Array.from({ length: 40 }, (_, i) => path(i))) },
      { all: false },
    );
    expect(draft.operations).toHaveLength(25);
    expect(draft.operations.slice(0, 20).every(({ request }) => request.path.length === 1)).toBe(true);
    expect(draft.notes.map(({ says }) => says)).toEqual([
      '15 of 40 operations: name them with --operations, --tag or --path.',
    ]);
  });
});
