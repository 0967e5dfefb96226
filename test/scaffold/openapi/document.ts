import type { Draft } from '../../../src/scaffold/draft.ts';
import { type DraftOptions, draftOf, parseOpenApi } from '../../../src/scaffold/openapi/index.ts';
import { schemaText } from '../../../src/scaffold/write/index.ts';
import { opened } from './opened.ts';

/** A document with one path that answers with a schema, and schemas beside it. */
export const answering = (schema: object, schemas: object = {}, more: object = {}): object => ({
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  servers: [{ url: 'https://shop.example/v1' }],
  paths: {
    '/thing': {
      get: { operationId: 'thing', responses: { 200: { content: { 'application/json': { schema } } } } },
      ...more,
    },
  },
  components: { schemas },
});

/** A draft of everything in a document. */
export const drafted = (document: object, options: Partial<DraftOptions> = {}): Draft =>
  draftOf(parseOpenApi(JSON.stringify(document), 'shop.json'), { name: 'shop', all: true, ...options });

/** Its SDL, one type after another, without descriptions and comments. */
export const sdlOf = (draft: Draft): string =>
  schemaText({
    ...draft,
    types: draft.types.map((type) => ({
      ...type,
      notes: [],
      description: undefined,
      ...('fields' in type
        ? { fields: type.fields.map((field) => ({ ...field, notes: [], description: undefined })) }
        : {}),
    })),
    roots: draft.roots.map((root) => ({
      ...root,
      notes: [],
      description: undefined,
      args: root.args?.map((arg) => ({ ...arg, description: undefined })),
    })),
  });

/** The draft of a document, started over a mock of it, and asked for all of one field. */
export const asked = async (document: object, root = 'thing', headers: Readonly<Record<string, string>> = {}) => {
  const read = parseOpenApi(JSON.stringify(document), 'shop.json');
  const draft = draftOf(read, { name: 'shop', all: true });
  const { gateway, askAll, api } = opened(draft, read.root, headers);
  const result = await askAll(root);
  await gateway.stop();
  return { result, api, draft };
};
