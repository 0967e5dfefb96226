import { type Api, authForHeader, isCredentialName, variableFor } from '../../datasources/base/index.ts';
import type { Advice } from './advice.ts';

/**
 * A header or a word of the query that is called like a credential, and is sent as it stands. It is read by whoever reads the code, and is no
 * credential to anything that treats those apart. Its value is never told.
 */
export const secretsInCode: Advice = ({ sources, fileOf }) =>
  sources.flatMap(({ api }) =>
    [...inHeaders(api), ...inQuery(api)].map(({ what, auth }) => ({
      level: 'warning' as const,
      file: fileOf(api.name),
      place: api.name,
      message: `${api.name}: ${what} looks like a secret that stands in code.`,
      fix: `Set it in the environment, and let auth send it: auth: ${auth}.`,
    })),
  );

/** What is called like a secret, and what would send it. */
interface Told {
  readonly what: string;
  readonly auth: string;
}

const inHeaders = ({ name: source, headers = {} }: Api): readonly Told[] =>
  Object.entries(headers).flatMap(([name, value]) => {
    if (typeof value !== 'string' || value.trim() === '') return [];
    const auth = authForHeader(source, name, value);
    return auth === undefined ? [] : [{ what: `the header ${name.toLowerCase()}`, auth }];
  });

const inQuery = ({ name: source, query = {} }: Api): readonly Told[] =>
  Object.entries(query).flatMap(([name, value]) => {
    const isSaid = (typeof value === 'string' && value.trim() !== '') || typeof value === 'number';
    if (!isSaid || !(isCredentialName(name) || isShortName(name))) return [];
    return [
      { what: `${name} in its query`, auth: `apiKey({ query: '${name}', env: '${variableFor(source, 'KEY')}' })` },
    ];
  });

/** What a credential is called in the query alone. */
const isShortName = (name: string): boolean => /^(?:key|appid|auth|sig)$/i.test(name);
