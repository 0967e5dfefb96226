import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { findConfig } from '../../config/find-config.ts';
import { UserError } from '../../config/user-error.ts';
import type { Given } from '../arguments.ts';

/** Flags that contradict each other. @throws UserError */
export const checkFlags = (flags: Given['flags']): void => {
  const isUpdate = flags['update'] === true;
  if (isUpdate && flags['force'] === true)
    throw new UserError('--update keeps what was edited, and --force does not: leave out one of them.');
  if (!isUpdate && flags['remove'] !== undefined)
    throw new UserError('--remove goes with --update: without it, --operations names all that there is to be.');
};

/** The name of the source. @throws UserError */
export const nameIn = ({ rest }: Given): string => {
  const [name, ...more] = rest;
  if (name === undefined || more.length > 0)
    throw new UserError(`add takes the name of one source, like "breakwater add github", not ${rest.length}.`);
  return name;
};

/** The configuration that the source is added to. @throws UserError */
export const configFile = (flag: Given['flags'][string]): string => {
  const file = typeof flag === 'string' ? resolve(flag) : findConfig(process.cwd());
  if (file === undefined)
    throw new UserError(
      'There is no breakwater.config.ts here, nor in a folder above. Begin with "breakwater init my-graph".',
    );
  if (!existsSync(file)) throw new UserError(`--config ${String(flag)}: there is no such file.`);
  return file;
};

/** The document whose operations are to be listed. @throws UserError */
export const openApiIn = ({ flags }: Given): string => {
  const { openapi } = flags;
  if (typeof openapi !== 'string')
    throw new UserError('--list shows the operations of a document: add --openapi FILE.');
  return openapi;
};

/** What a flag was given, as often as it was. Samples keep their commas: a URL may have some. */
export const each = (value: Given['flags'][string]): readonly string[] => [value ?? []].flat().map(String);

/** @throws UserError for a path that no request below the base URL could have */
export const below = (path: string): string => {
  const [plain = ''] = path.split('?');
  if (
    path.includes('#') ||
    /^[a-z][a-z\d+.-]*:|^\/\//i.test(path) ||
    plain.split('/').some((segment) => /^\.\.?$/.test(segment))
  )
    throw new UserError(
      '--path must be a path below --base-url, like \'users/{id}?expand=posts\': without a host, ".." or "#".',
    );
  return path;
};

/** The base URL, with a slash at its end. @throws UserError */
export const baseUrlIn = (flags: Given['flags']): string | undefined => {
  const text = flags['base-url'];
  if (typeof text !== 'string') return undefined;
  if (!URL.canParse(text) || !/^https?:\/\/[^/@?#]+(\/[^?#]*)?$/i.test(text))
    throw new UserError('--base-url must be a URL without a query or a password, like https://api.example/v1/.');
  return text.endsWith('/') ? text : `${text}/`;
};
