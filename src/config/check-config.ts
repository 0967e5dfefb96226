import { isObject } from '../datasources/base/index.ts';
import { isLog } from '../gateway/has-methods.ts';
import type { GatewayOptions } from '../gateway/options.ts';
import { suggest } from '../schema/index.ts';
import type { Config } from './define-config.ts';
import { UserError } from './user-error.ts';

type Kind = 'globs' | 'text' | 'number' | 'flag' | 'texts' | 'list' | 'objects' | 'part' | 'log' | 'function';

/** Everything a configuration may say. */
const members: Readonly<Record<keyof Config, Kind>> = {
  sources: 'globs',
  schema: 'globs',
  resolvers: 'text',
  simulators: 'globs',
  port: 'number',
  host: 'text',
  production: 'flag',
  deadlineMs: 'number',
  maxDeadlineMs: 'number',
  maxRequestBytes: 'number',
  baseUrls: 'texts',
  timeouts: 'objects',
  disabled: 'list',
  ca: 'list',
  forward: 'list',
  environment: 'texts',
  example: 'text',
  drill: 'text',
  drift: 'part',
  log: 'log',
  store: 'function',
};

/** The names of all that it may say. */
export const configNames: readonly string[] = Object.keys(members);

const kinds: Readonly<Record<Kind, { readonly says: string; readonly holds: (value: unknown) => boolean }>> = {
  globs: {
    says: 'a path or a list of paths',
    holds: (value) => [value].flat().every((each) => typeof each === 'string' && each !== ''),
  },
  text: { says: 'text', holds: (value) => typeof value === 'string' && value !== '' },
  number: { says: 'a number', holds: (value) => typeof value === 'number' },
  flag: { says: 'true or false', holds: (value) => typeof value === 'boolean' },
  list: {
    says: 'a list of texts',
    holds: (value) => Array.isArray(value) && value.every((each) => typeof each === 'string' && each !== ''),
  },
  objects: {
    says: 'an object of objects, like { usgs: { totalMs: 5000 } }',
    holds: (value) =>
      typeof value === 'object' &&
      value !== null &&
      Object.values(value).every((each) => typeof each === 'object' || each === undefined),
  },
  part: {
    says: 'false, or an object',
    holds: (value) => value === false || isObject(value),
  },
  log: {
    says: 'an object with the methods debug, info, warn and error',
    holds: isLog,
  },
  function: { says: 'a function', holds: (value) => typeof value === 'function' },
  texts: {
    says: 'an object of texts',
    holds: (value) =>
      typeof value === 'object' &&
      value !== null &&
      Object.values(value).every((each) => typeof each === 'string' || each === undefined),
  },
};

/** Options of `createGateway` that no file can say, or that are for tests. */
const GATEWAY_ALONE = ['typeDefs', 'without', 'transport', 'clock', 'random', 'placeOf'] satisfies Exclude<
  keyof GatewayOptions,
  keyof Config
>[] as readonly string[];

/** Whether a value is a configuration. @throws UserError naming what is wrong */
export const checkConfig = (value: unknown, file: string): Config => {
  if (typeof value !== 'object' || value === null)
    throw new UserError(
      `${file} has no configuration: write export default defineConfig({ sources: './src/datasources/*/source.ts' }).`,
    );
  for (const [name, given] of Object.entries(value)) {
    const kind = Object.hasOwn(members, name) ? kinds[members[name as keyof Config]] : undefined;
    if (!kind && GATEWAY_ALONE.includes(name))
      throw new UserError(
        `${file}: ${name} is an option of createGateway alone. docs/options.md lists those of a configuration.`,
      );
    if (!kind) throw new UserError(`${file}: "${name}" is no option. ${suggest(name, configNames)}`);
    if (given !== undefined && !kind.holds(given)) throw new UserError(`${file}: ${name} must be ${kind.says}.`);
  }
  if (!('sources' in value))
    throw new UserError(`${file} names no sources: add sources: './src/datasources/*/source.ts'.`);
  return value as Config;
};
