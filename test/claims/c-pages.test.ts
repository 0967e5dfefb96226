import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Auth, apiKey, bearer } from '../../src/datasources/base/index.ts';
import { type Answering, pagedSource, thingsFrom } from '../base/pages/support.ts';
import { ask, openThings } from '../schema/asked.ts';

const things = openThings();
afterEach(() => things.end());

const SIZE = 100;
const LAST = 10;
const SECRET = 'hunter2';
const environment = { KEY: SECRET };

const typed = (type: string) => `type Thing { id: ID! } extend type Query { all${type} @load(from: "paged.all") }`;
const CONNECTION = typed('(first: Int, after: String): ThingConnection');
const LIST = typed(': [Thing]');

/** Ten pages of a hundred, by Link headers; `bad` answers instead of the API for some of them. */
const pages =
  (bad: Answering = () => undefined, from = Number.POSITIVE_INFINITY, size = SIZE): Answering =>
  (url, request, response) => {
    const page = Number(url.searchParams.get('page') ?? 1);
    if (page >= from) {
      const answer = bad(url, request, response);
      if (answer !== undefined) return answer;
    } else if (page < LAST) response.setHeader('link', `<${url.pathname}?page=${page + 1}>; rel="next"`);
    return thingsFrom((page - 1) * size + 1, size);
  };

const open = async (
  answer: Answering,
  sdl: string,
  auth: Auth = apiKey({ header: 'x-key', env: 'KEY' }),
  size = SIZE,
) => {
  const api = await things.api(answer);
  const gateway = things.gateway({
    sources: [pagedSource({ next: 'link', size }, () => 'things', { auth })],
    typeDefs: sdl,
    baseUrls: { paged: `${api.baseUrl}v1/` },
    environment,
  });
  return { gateway, wire: api.wire };
};
type Opened = Awaited<ReturnType<typeof open>>;

interface Edge {
  readonly node: { readonly id: string } | null;
}
interface Part {
  readonly edges: readonly (Edge | null)[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
interface Told<T> {
  readonly data: { readonly all: T | null } | null;
  readonly errors?: readonly { readonly path: readonly unknown[]; readonly extensions: { readonly code: string } }[];
}
const codesOf = ({ errors = [] }: Told<unknown>) =>
  errors.map(({ path, extensions }) => [path.join('.'), extensions.code]);

const QUERY = `query ($after: String, $first: Int) { all(first: $first, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`;

/** One part of a connection. */
const ofConnection = async ({ gateway }: Opened, variables: Readonly<Record<string, unknown>>) => {
  const told = (await ask(gateway, { query: QUERY, variables })) as Told<Part>;
  const part = told.data?.all;
  const ids = (part?.edges ?? []).map((edge) => (edge?.node ? Number(edge.node.id) : null));
  return { ids, errors: codesOf(told), after: part?.pageInfo.endCursor, more: part?.pageInfo.hasNextPage === true };
};

/** Walks a connection forward, to its end or to its first error. */
const walk = async (opened: Opened, first = SIZE) => {
  const ids: (number | null)[] = [];
  const errors: string[][] = [];
  let after: string | null | undefined;
  for (let more = true; more && errors.length === 0; ) {
    const part = await ofConnection(opened, { first, after });
    ids.push(...part.ids);
    errors.push(...part.errors);
    ({ after, more } = part);
  }
  return { ids, errors };
};

/** The whole list at once. */
const list = async ({ gateway }: Opened) => {
  const told = (await ask(gateway, '{ all { id } }')) as Told<readonly ({ readonly id: string } | null)[]>;
  return { ids: told.data?.all?.map((each) => (each === null ? null : Number(each.id))), errors: codesOf(told) };
};

const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);
const pagesUpTo = (last: number) => upTo(last).map((page) => (page === 1 ? '/v1/things' : `/v1/things?page=${page}`));

describe('1,000 items over 10 pages', () => {
  test('as a connection, walked forward, are each there once, by one call a page', async () => {
    const opened = await open(pages(), CONNECTION);
    expect(await walk(opened)).toEqual({ ids: upTo(1000), errors: [] });
    expect(opened.wire).toEqual(pagesUpTo(10));
  });

  test('as a list are each there once, by one call a page', async () => {
    const opened = await open(pages(), LIST);
    expect(await list(opened)).toEqual({ ids: upTo(1000), errors: [] });
    expect(opened.wire).toEqual(pagesUpTo(10));
  });
});

const auths: readonly Auth[] = [
  apiKey({ header: 'x-key', env: 'KEY' }),
  apiKey({ query: 'key', env: 'KEY' }),
  apiKey({ cookie: 'session', env: 'KEY' }),
  bearer({ env: 'KEY' }),
];

/** What page 7 does, with the code that comes of it. */
const failures: readonly (readonly [what: string, answer: Answering, code: string])[] = [
  [
    'fails',
    (_url, _request, response) => {
      response.statusCode = 500;
      return {};
    },
    'UPSTREAM_ERROR',
  ],
  ['is no page', () => ({ error: 'words' }), 'UPSTREAM_SCHEMA_MISMATCH'],
];

describe('page 7', () => {
  test.each(failures)(
    'that %s leaves pages 1 to 6 of a list, and an error in its last item',
    async (_what, answer, code) => {
      const opened = await open(pages(answer, 7), LIST);
      expect(await list(opened)).toEqual({ ids: [...upTo(600), null], errors: [['all.600', code]] });
      expect(opened.wire.slice(0, 7)).toEqual(pagesUpTo(7));
    },
  );

  test.each(failures)(
    'that %s leaves pages 1 to 6 of a connection that is walked page by page',
    async (_what, answer, code) => {
      const { ids, errors } = await walk(await open(pages(answer, 7), CONNECTION));
      expect(ids).toEqual(upTo(600));
      expect(errors).toEqual([['all', code]]);
    },
  );

  test.each(failures)(
    'that %s is the last edge of a connection that has asked for more',
    async (_what, answer, code) => {
      const { ids, errors } = await walk(await open(pages(answer, 7), CONNECTION), 70);
      expect(ids).toEqual([...upTo(600), null]);
      expect(errors).toEqual([['all.edges.40', code]]);
    },
  );

  /** Page 7 is good, and says that a page comes next that was there before. */
  const leadingTo =
    (page: number): Answering =>
    (_url, _request, response) =>
      void response.setHeader('link', `</v1/things?page=${page}>; rel="next"`);

  test.each([3, 7])('that leads to page %i ends a list after page 7, with an error', async (page) => {
    const opened = await open(pages(leadingTo(page), 7), LIST);
    expect(await list(opened)).toEqual({ ids: [...upTo(700), null], errors: [['all.700', 'UPSTREAM_BAD_RESPONSE']] });
    expect(opened.wire).toEqual(pagesUpTo(7));
  });

  test('that leads to itself ends a walk after page 7, with an error', async () => {
    const opened = await open(pages(leadingTo(7), 7), CONNECTION);
    expect(await walk(opened)).toEqual({
      ids: [...upTo(700), null],
      errors: [['all.edges.0', 'UPSTREAM_BAD_RESPONSE']],
    });
    // Whoever goes on is told so again, by the page itself.
    expect(opened.wire).toEqual([...pagesUpTo(7), '/v1/things?page=7']);
  });

  test.each([1, 3, 6])(
    'that leads to page %i ends a walk, part by part, at the latest on its third round',
    async (page) => {
      const opened = await open(pages(leadingTo(page), 7), CONNECTION);
      const { ids, errors } = await walk(opened);
      expect(ids.slice(0, 700)).toEqual(upTo(700));
      expect(errors).toEqual([['all.edges.0', 'UPSTREAM_BAD_RESPONSE']]);
      expect(opened.wire.length).toBeLessThanOrEqual(3 * 7);
    },
  );

  test.each([3, 7])('that leads to page %i ends a connection that has asked for more, with an error', async (page) => {
    const opened = await open(pages(leadingTo(page), 7, 10), CONNECTION, undefined, 10);
    const told = await ofConnection(opened, { first: 100 });
    expect(told).toMatchObject({ ids: [...upTo(70), null], errors: [['all.edges.70', 'UPSTREAM_BAD_RESPONSE']] });
    expect(opened.wire).toEqual(pagesUpTo(7));
  });

  describe.each([
    ['a list', LIST, list],
    ['a connection', CONNECTION, (opened: Opened) => walk(opened)],
  ] as const)('of %s', (_what, sdl, read) => {
    test.each(auths)('that leads to another host ends there, and no credential reaches it', async (auth) => {
      const strangers: IncomingMessage[] = [];
      const other = await things.api((_url, request) => {
        strangers.push(request);
        return thingsFrom(701, SIZE);
      });
      const away: Answering = (_url, _request, response) =>
        void response.setHeader('link', `<${other.baseUrl}v1/things?page=8>; rel="next"`);
      const opened = await open(pages(away, 7), sdl, auth);
      const { ids = [], errors } = await read(opened);
      expect(ids.slice(0, 700)).toEqual(upTo(700));
      expect(ids.slice(700).filter((id) => id !== null)).toEqual([]);
      expect(errors.map(([, code]) => code)).toEqual(['UPSTREAM_BAD_RESPONSE']);
      const asked = opened.wire.map((target) => Number(new URL(target, 'http://api').searchParams.get('page') ?? 1));
      expect(new Set(asked)).toEqual(new Set(upTo(7)));
      expect(strangers).toEqual([]);
      expect(other.wire).toEqual([]);
    });
  });
});
