import type { Command } from '../command.ts';
import { graphFlags } from '../graph-flags.ts';

/** `breakwater add` */
export const add: Command = {
  name: 'add',
  says: 'write a source from an OpenAPI document, or from answers of its API; a difference from what is there exits with 1',
  takes: 'NAME',
  flags: {
    openapi: { type: 'string', value: 'FILE', says: 'an OpenAPI document, 2.0, 3.0 or 3.1: a file or a URL' },
    sample: {
      type: 'string',
      multiple: true,
      value: 'FILE',
      says: 'an answer, JSON or XML: a file, a URL, or - for standard input; several of one operation are read as one',
    },
    header: {
      type: 'string',
      multiple: true,
      value: "'NAME: VALUE'",
      says: 'with --sample URL: sent along, and written nowhere',
    },
    list: { type: 'boolean', says: 'show the operations of the document, and write nothing' },
    operations: { type: 'string', multiple: true, value: 'ID', says: 'these operations of the document' },
    tag: { type: 'string', multiple: true, value: 'TAG', says: 'operations with this tag' },
    path: {
      type: 'string',
      multiple: true,
      value: 'PATH',
      says: "operations below this path; with --sample, the sample's: users/{id}",
    },
    'base-url': {
      type: 'string',
      value: 'URL',
      says: 'where the paths begin (default: as the document or the URL of the sample says)',
    },
    config: graphFlags.config,
    force: { type: 'boolean', says: 'write, whatever was there' },
    update: {
      type: 'boolean',
      says: 'bring in a new version of the document, or more operations, and keep what was edited and chosen',
    },
    remove: { type: 'string', multiple: true, value: 'ID', says: 'with --update: these operations go' },
  },
  example: "breakwater add users --sample answer.json --base-url https://api.example/v1/ --path 'users/{id}'",
  // What reads documents takes a while to load, and no other command needs it.
  run: async (given) => (await import('../add/run-add.ts')).runAdd(given),
};
