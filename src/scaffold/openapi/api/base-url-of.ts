import type { Literal, Note } from '../../draft.ts';
import { constantCase } from '../../names/words-in.ts';
import { listAt, memberAt, type Node, nodeAt, textAt } from '../node.ts';
import type { OpenApiDocument } from '../open-api-document.ts';
import { environmentName } from './environment-name.ts';

/** Where an API lives. */
export interface BaseUrlOf {
  readonly baseUrl: string;
  readonly options: Readonly<Record<string, Literal>>;
  readonly notes: readonly Note[];
}

/** Stands where a document does not say: nothing is ever sent there (RFC 2606). */
const NOWHERE = 'https://api.example.com/';

/** The first server, https before http, with its variables filled. */
export const baseUrlOf = (document: OpenApiDocument, source: string): BaseUrlOf => {
  const servers = listAt(document.root, 'servers').filter((each) => textAt(each, 'url') !== undefined);
  const server = servers.find((each) => textAt(each, 'url')?.startsWith('https:')) ?? servers[0];
  if (server === undefined) return nowhere(document, 'The document names no server');
  const { text, from, notes } = filled(server, source);
  const url = urlOf(text, document.address);
  if (!url) return nowhere(document, 'The document names a server without its host');
  const query = Object.fromEntries(url.searchParams);
  const others = servers.length - 1;
  const more: readonly Note[] =
    others > 0
      ? [
          {
            kind: 'check',
            at: 'servers',
            says: `The document names ${others} more ${others === 1 ? 'server' : 'servers'}.`,
          },
        ]
      : [];
  const options = {
    ...(Object.keys(from).length > 0 ? { baseUrlFrom: from } : {}),
    ...(Object.keys(query).length > 0 ? { query } : {}),
  };
  return { baseUrl: bare(url), options, notes: [...notes, ...more] };
};

const nowhere = ({ root }: OpenApiDocument, says: string): BaseUrlOf => {
  const path = textAt(listAt(root, 'servers')[0], 'url')?.replace(/^\/*/, '') ?? '';
  const below = /^[\w./~-]*$/.test(path) ? path : '';
  return {
    baseUrl: `${NOWHERE}${below}${below === '' || below.endsWith('/') ? '' : '/'}`,
    options: {},
    notes: [{ kind: 'check', at: 'servers', says: `${says}: write where the API is.` }],
  };
};

/** Origin and path, ending in a slash; places that are left open stay as they are written. */
const bare = (url: URL): string => {
  const path = url.pathname.replaceAll('%7B', '{').replaceAll('%7D', '}');
  return `${url.protocol}//${url.host.replaceAll('%7b', '{').replaceAll('%7d', '}')}${path.endsWith('/') ? path : `${path}/`}`;
};

const urlOf = (text: string, address: string | undefined): URL | undefined => {
  const said = text.startsWith('//')
    ? `https:${text}`
    : /^[\w.-]+\.[a-z]{2,}(\/|$)/i.test(text)
      ? `https://${text}`
      : text;
  try {
    const url = new URL(said, address);
    return /^https?:$/.test(url.protocol) && url.host !== '' && !url.username ? url : undefined;
  } catch {
    return undefined;
  }
};

/** Variables of a server stand for their defaults; one without is read from the environment. */
const filled = (server: unknown, source: string) => {
  const from: Record<string, string> = {};
  const notes: Note[] = [];
  const variables: Node = nodeAt(server, 'variables') ?? {};
  const text = (textAt(server, 'url') ?? '').trim().replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const variable = memberAt(variables, name);
    const values = listAt(variable, 'enum').map(String);
    const said = memberAt(variable, 'default') ?? values[0];
    const value = typeof said === 'string' || typeof said === 'number' ? String(said) : '';
    const at = `servers.variables.${name}`;
    if (value !== '' && /^[\w.:/~-]+$/.test(value)) {
      const other = values.length > 1 ? `, one of ${values.slice(0, 8).join(', ')}` : '';
      notes.push({ kind: 'check', at, says: `{${name}} is ${value}${other}.` });
      return value;
    }
    const place = name.replace(/\W+/g, '_') || 'host';
    from[place] = environmentName(source, constantCase(place) || 'HOST');
    notes.push({ kind: 'check', at, says: `{${name}} is read from ${from[place]}.` });
    return `{${place}}`;
  });
  return { text, from, notes };
};
