import type { Mistake } from './mistake.ts';

const BAD = 'openapi.json';

/** Mistakes on the command line, and in what is given there. */
export const mistakesOnCommandLine: readonly Mistake[] = [
  { title: 'A command is misspelt', args: ['strat'] },
  { title: 'A flag is misspelt', args: ['start', '--prot', '4001'] },
  { title: 'A port is no number', args: ['start', '--port', 'http'] },
  { title: 'A source to leave out does not exist', args: ['query', '{ books { id } }', '--without', 'libary'] },
  { title: 'A drill does not exist', args: ['start', '--port', '0', '--drill', 'library=slwo'] },
  { title: 'A query asks for a field that there is not', args: ['query', '{ books { titel } }'] },
  { title: 'A query cannot be read', args: ['query', '{ books { title }'] },
  { title: 'Variables are no JSON', args: ['query', '{ books { id } }', '--variables', '{id: 1}'] },
  { title: 'The kit is asked for a source that there is not', args: ['kit', 'libary'] },
  { title: 'A document to add is not there', args: ['add', 'shop', '--openapi', 'shop.json'] },
  {
    title: 'A document to add is no OpenAPI document',
    edit: { file: BAD, is: '{ "swagger": "1.2", "apis": [] }\n' },
    args: ['add', 'shop', '--openapi', BAD],
  },
  {
    title: 'An operation to add is misspelt',
    edit: {
      file: BAD,
      is: '{ "openapi": "3.1.0", "info": { "title": "Shop", "version": "1" }, "servers": [{ "url": "https://shop.example/" }], "paths": { "/items": { "get": { "operationId": "listItems", "responses": { "200": { "description": "Items" } } } } } }\n',
    },
    args: ['add', 'shop', '--openapi', BAD, '--operations', 'listItem'],
  },
];
