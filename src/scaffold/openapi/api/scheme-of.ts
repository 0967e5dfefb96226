import type { Note } from '../../draft.ts';
import { memberAt, membersOf, type Node, nodeAt, textAt } from '../node.ts';
import { environmentName } from './environment-name.ts';

/** One way of signing, as code. */
export interface Scheme {
  readonly code: string;
  readonly imports: readonly string[];
  readonly places: readonly string[];
  readonly notes: readonly Note[];
}

const HEADER = /^[\w!#$%&'*+.^`|~-]+$/;

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&').replace(/\s+/g, ' ')}'`;

/** A security scheme (OpenAPI 3.1, section 4.8.27) as code, with the scopes that are needed; undefined for one that is not known here. */
export const schemeOf = (
  scheme: Node | undefined,
  at: string,
  source: string,
  scopes: readonly string[] = [],
): Scheme | undefined => {
  const type = textAt(scheme, 'type');
  if (type === 'apiKey') return apiKeyOf(scheme, at, source);
  if (type === 'http') return httpOf(textAt(scheme, 'scheme') ?? '', source);
  if (type === 'oauth2') return oauth2Of(nodeAt(scheme, 'flows'), at, source, scopes);
  if (type === 'openIdConnect')
    return bearerOf(source, [
      { kind: 'check', at, says: 'OpenID Connect: a token is read from the environment, and not renewed.' },
    ]);
  return undefined;
};

const bearerOf = (source: string, notes: readonly Note[] = []): Scheme => ({
  code: `bearer({ env: ${quoted(environmentName(source, 'TOKEN'))} })`,
  imports: ['bearer'],
  places: ['header authorization'],
  notes,
});

const apiKeyOf = (scheme: Node | undefined, at: string, source: string): Scheme | undefined => {
  const name = textAt(scheme, 'name');
  const place = memberAt(scheme, 'in');
  if (name === undefined || typeof place !== 'string' || !['header', 'query', 'cookie'].includes(place))
    return undefined;
  if (place !== 'query' && !HEADER.test(name)) return undefined;
  const notes: readonly Note[] = /^authorization$/i.test(name)
    ? [
        {
          kind: 'check',
          at,
          says: 'The key is sent as it is: if a word such as Bearer belongs before it, use bearer(...), or write the word into the variable.',
        },
      ]
    : [];
  return {
    code: `apiKey({ ${place}: ${quoted(name)}, env: ${quoted(environmentName(source, 'KEY'))} })`,
    imports: ['apiKey'],
    places: [`${place} ${name.toLowerCase()}`],
    notes,
  };
};

const httpOf = (scheme: string, source: string): Scheme | undefined => {
  if (/^bearer$/i.test(scheme)) return bearerOf(source);
  if (!/^basic$/i.test(scheme)) return undefined;
  const [user, password] = ['USER', 'PASSWORD'].map((word) => quoted(environmentName(source, word)));
  return {
    code: `basic({ user: ${user}, password: ${password} })`,
    imports: ['basic'],
    places: ['header authorization'],
    notes: [],
  };
};

const oauth2Of = (flows: Node | undefined, at: string, source: string, needed: readonly string[]): Scheme => {
  const flow = nodeAt(flows, 'clientCredentials');
  const tokenUrl = textAt(flow, 'tokenUrl');
  if (
    tokenUrl === undefined ||
    !/^(https?:\/\/|\/)/.test(tokenUrl) ||
    !URL.canParse(tokenUrl, 'https://api.example.com/')
  ) {
    const others = membersOf(flows).map(([name]) => name);
    return bearerOf(source, [
      {
        kind: 'check',
        at,
        says: `OAuth 2 by ${others.join(' or ') || 'a flow that is not described'}: a token is read from the environment, and not renewed; see docs/auth.md for oauth2RefreshToken.${needed.length > 0 ? ` It needs the scopes ${needed.join(', ')}.` : ''}`,
      },
    ]);
  }
  const scopes = Object.keys(nodeAt(flow, 'scopes') ?? {});
  const [id, secret] = ['ID', 'SECRET'].map((word) => quoted(environmentName(source, word)));
  return {
    code: `oauth2ClientCredentials({ tokenUrl: ${quoted(tokenUrl)}, id: ${id}, secret: ${secret}${scopesCode(needed)} })`,
    imports: ['oauth2ClientCredentials'],
    places: ['header authorization'],
    notes:
      scopes.length > 0 && needed.length === 0
        ? [
            {
              kind: 'check',
              at,
              says: `No scopes are asked for; there are: ${scopes.slice(0, 12).join(', ')}${scopes.length > 12 ? ', ...' : ''}.`,
            },
          ]
        : [],
  };
};

const scopesCode = (scopes: readonly string[]): string =>
  scopes.length === 0 ? '' : `, scopes: [${scopes.map(quoted).join(', ')}]`;
