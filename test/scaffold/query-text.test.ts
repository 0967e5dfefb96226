import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { parseOpenApi } from '../../src/scaffold/openapi/index.ts';
import { queryText } from '../../src/scaffold/query-text.ts';
import { answering, drafted } from './openapi/document.ts';
import { opened } from './openapi/opened.ts';

const text = { type: 'string' };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const item = { type: 'object', required: ['id'], properties: { id: { type: 'integer' }, owner: ref('Owner') } };
const owner = { type: 'object', properties: { name: text, items: { type: 'array', items: ref('Item') } } };
const answers = (schema: object) => ({ 200: { content: { 'application/json': { schema } } } });
const query = (name: string, type: string, required = false) => ({ name, in: 'query', required, schema: { type } });
const paths = (its: object, schemas: object = { Item: item, Owner: owner }) => ({
  ...answering({}, schemas),
  paths: its,
});
const paged = (...more: readonly object[]) => ({
  get: {
    operationId: 'listItems',
    parameters: [query('page', 'integer'), query('limit', 'integer'), ...more],
    responses: answers({ type: 'object', properties: { data: { type: 'array', items: ref('Item') } } }),
  },
});
const cats = {
  Cat: { type: 'object', required: ['kind'], properties: { kind: { enum: ['cat'], type: 'string' }, a: text } },
  Dog: { type: 'object', required: ['kind'], properties: { kind: { enum: ['dog'], type: 'string' }, b: text } },
};
const pet = { oneOf: [ref('Cat'), ref('Dog')], discriminator: { propertyName: 'kind' } };

const documents: Readonly<Record<string, object>> = {
  'a record': answering(ref('Item'), { Item: item, Owner: owner }),
  'a list': answering({ type: 'array', items: ref('Item') }, { Item: item, Owner: owner }),
  'a scalar': answering(text),
  'an enum': answering({ type: 'string', enum: ['a', 'b'] }),
  JSON: answering({}),
  'a map': answering({ type: 'object', additionalProperties: ref('Owner') }, { Item: item, Owner: owner }),
  'a union': answering(pet, cats),
  'records that hold unions': answering(
    { type: 'object', properties: { pet, pets: { type: 'array', items: pet } } },
    cats,
  ),
  'pages of records': paths({ '/items': paged() }),
  'pages of unions': paths({ '/items': paged() }, { ...cats, Item: pet }),
  'pages of what is asked for with more': paths({ '/items': paged(query('shelf', 'string', true)) }),
  'pages of those that hold nothing but each other': paths(
    { '/items': paged() },
    { Item: { type: 'object', properties: { self: ref('Item') } } },
  ),
};

describe('a query that is shown', () => {
  test.each(Object.entries(documents))('of %s fits the graph', async (_, document) => {
    const draft = drafted(document);
    const { gateway } = opened(draft, parseOpenApi(JSON.stringify(document)).root);
    const schema = buildSchema(gateway.sdl);
    await gateway.stop();
    const queries = draft.roots.flatMap((root) => queryText(draft, root) ?? []);
    expect(
      queries.flatMap((each) => validate(schema, parse(each)).map(({ message }) => `${each}: ${message}`)),
    ).toEqual([]);
  });

  test('of pages asks for the first two', () => {
    const draft = drafted(paths({ '/items': paged() }));
    expect(draft.roots.map((root) => queryText(draft, root))).toEqual([
      '{ listItems(first: 2) { nodes { id owner { name items { id } } } } }',
    ]);
  });

  test('is none where there are only writes, or a value is needed that nobody knows', () => {
    const write = { post: { operationId: 'makeItem', responses: answers(ref('Item')) } };
    const both = drafted(paths({ '/items': { ...paged(query('shelf', 'string', true)), ...write } }));
    expect(both.roots.map((root) => queryText(both, root))).toEqual([undefined, undefined]);
  });
});
