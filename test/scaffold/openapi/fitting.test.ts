import { describe, expect, test } from '@jest/globals';
import { schemaText, sourceText } from '../../../src/scaffold/write/index.ts';
import { answering, asked, drafted, sdlOf } from './document.ts';

const text = { type: 'string' };
const object = (properties: object) => ({ type: 'object', properties });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const listOf = (items: object) => ({ type: 'array', items });
const answers = (schema: object) => ({ 200: { content: { 'application/json': { schema } } } });
const document = (paths: object, schemas: object = {}, more: object = {}) => ({
  ...answering({}, schemas),
  ...more,
  paths,
});

describe('a key that says that two writes are one', () => {
  const at = (name: string, method = 'post') =>
    drafted(
      document({
        '/charges': {
          [method]: {
            operationId: 'charge',
            parameters: [{ name, in: 'header', required: true, schema: text }],
            responses: answers(object({ id: text })),
          },
        },
      }),
    );

  test.each(['Idempotency-Key', 'X-Idempotency-Key', 'Idempotency-Token', 'idempotency-key'])(
    'goes into the header %s, and is no argument',
    (name) => {
      const draft = at(name);
      expect(draft.operations[0]).toMatchObject({ options: { idempotencyKey: name }, request: { headers: [] } });
      expect(draft.roots[0]?.args).toEqual([]);
      expect(sourceText(draft, { from: 'breakwater' })).toContain(`idempotencyKey: '${name}'`);
    },
  );

  test('is an argument like others of a read, and other headers are no keys', () => {
    expect(at('Idempotency-Key', 'get').operations[0]?.options).not.toHaveProperty('idempotencyKey');
    expect(at('X-Key').roots[0]?.args).toHaveLength(1);
  });
});

describe('a list by ids', () => {
  const listed = (path: string, name: string, row: object, type = 'Row') =>
    drafted(
      document(
        {
          [path]: {
            get: {
              operationId: 'list',
              parameters: [{ name, in: 'query', explode: false, schema: listOf(text) }],
              responses: answers(object({ data: listOf(ref(type)) })),
            },
          },
        },
        { [type]: object(row) },
      ),
    );
  const batch = (draft: ReturnType<typeof listed>) => draft.operations.find(({ kind }) => kind === 'batch');

  test.each([
    ['/items', 'ids', { id: text }, 'id'],
    ['/suppliers', 'ids', { supplier_id: text, name: text }, 'supplierId'],
    ['/suppliers', 'ids', { supplierId: text, other_id: text }, 'supplierId'],
    ['/v1/{tenant}/categories', 'ids', { category_id: text }, 'categoryId'],
    ['/suppliers', 'supplier_ids', { supplier_id: text }, 'supplierId'],
    ['/suppliers', 'supplierIds', { supplier_id: text }, 'supplierId'],
    ['/suppliers', 'supplierIds', { id: text, name: text }, 'id'],
    ['/items', 'skus', { sku: text, name: text }, 'sku'],
  ])('%s?%s= of rows %j is a batch', (path, name, row, key) => {
    const draft = listed(path, name, row);
    expect(batch(draft)?.options).toMatchObject({ key });
    // Whatever is written has to start.
    expect(schemaText(draft)).toContain(`by: "$${key}s"`);
  });

  test('is a batch by the type of its rows, where the path says something else', () => {
    expect(batch(listed('/search', 'ids', { supplier_id: text }, 'Supplier'))?.options).toMatchObject({
      key: 'supplierId',
    });
  });

  test('of something else, of which a key has several rows, is none', () => {
    expect(batch(listed('/books', 'author_ids', { id: text, author_id: text }))).toBeUndefined();
  });

  test('is asked by its keys', async () => {
    const { api } = await asked(
      document({
        '/suppliers': {
          get: {
            operationId: 'suppliers',
            parameters: [{ name: 'ids', in: 'query', explode: false, schema: listOf(text) }],
            responses: answers(listOf(object({ supplier_id: text, trade_name: text }))),
          },
        },
      }),
      'suppliersBySupplierIds',
    );
    expect(api.heard.map(({ url }) => url.pathname)).toEqual(['/v1/suppliers']);
    expect(api.heard[0]?.url.searchParams.get('ids')).toMatch(/^[^,]+(,[^,]+)*$/);
  });

  test('whose rows do not show their keys is a list, with a hint', () => {
    const draft = listed('/suppliers', 'ids', { name: text });
    expect(draft.operations.map(({ kind }) => kind)).toEqual(['get']);
    expect(draft.operations[0]?.notes).toContainEqual({
      kind: 'check',
      at: 'paths./suppliers.get',
      says: 'It takes several ids at once: if a property of its rows holds them, it can be a batch, so that many keys are one request.',
    });
  });
});

describe('scopes', () => {
  const scheme = {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: '/token', scopes: { read: '', write: '' } } },
  };
  const read = (id: string, security: readonly object[] | undefined) => ({
    get: { operationId: id, responses: answers(text), ...(security ? { security } : {}) },
  });
  const signed = (paths: object, its: object = scheme) =>
    drafted({
      ...document(paths),
      security: [{ oauth: ['read'] }],
      components: { securitySchemes: { oauth: its } },
    }).api;

  test('are all that the chosen operations ask for', () => {
    const paths = { '/a': read('a', undefined), '/b': read('b', [{ oauth: ['write', 'read'] }, { oauth: ['admin'] }]) };
    expect(signed(paths).options['auth']).toMatchObject({
      code: "oauth2ClientCredentials({ tokenUrl: '/token', id: 'SHOP_ID', secret: 'SHOP_SECRET', scopes: ['read', 'write'] })",
    });
    expect(JSON.stringify(signed(paths).notes)).not.toContain('No scopes');
  });

  test('of a token that somebody else gets are told', () => {
    const code = { type: 'oauth2', flows: { authorizationCode: { tokenUrl: '/token' } } };
    expect(signed({ '/a': read('a', undefined) }, code).notes).toMatchObject([
      { says: expect.stringContaining('It needs the scopes read.') },
    ]);
  });

  test('that nobody asks for are not asked for', () => {
    const { options, notes } = signed({ '/a': read('a', [{ oauth: [] }]) });
    expect(JSON.stringify(options)).not.toContain('scopes');
    expect(notes).toMatchObject([{ says: 'No scopes are asked for; there are: read, write.' }]);
  });
});

describe('names that other sources have', () => {
  test('are told apart by the name of the source, not by numbers', () => {
    const draft = drafted(
      answering(ref('Order'), { Order: object({ line: ref('Line') }), Line: object({ a: text }) }),
      {
        name: 'shopb',
        takenTypes: ['Order', 'Line'],
        takenRoots: ['thing'],
      },
    );
    expect(draft.types.map(({ name }) => name)).toEqual(['ShopbOrder', 'ShopbLine']);
    expect(draft.roots.map(({ name }) => name)).toEqual(['shopbThing']);
  });
});

test('types that nothing reaches once pages are known are not written', () => {
  const page = object({ data: listOf(ref('Item')), meta: ref('ItemPageMeta') });
  const draft = drafted(
    document(
      {
        '/items': {
          get: {
            operationId: 'items',
            parameters: ['page', 'limit'].map((name) => ({ name, in: 'query', schema: { type: 'integer' } })),
            responses: answers(ref('ItemPage')),
          },
        },
      },
      {
        Item: object({ id: text, kind: { type: 'string', enum: ['a', 'b'] } }),
        ItemPage: page,
        ItemPageMeta: object({ total: { type: 'integer' } }),
      },
    ),
  );
  expect(draft.types.map(({ name }) => name).toSorted()).toEqual(['Item', 'ItemKind']);
  expect(sdlOf(draft)).toContain('ItemConnection');
});
