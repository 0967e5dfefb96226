import { afterEach, describe, expect, test } from '@jest/globals';
import { apiKey } from '../../src/datasources/base/index.ts';
import { buildGraph } from '../../src/schema/index.ts';
import { pagedSource, thingsFrom } from '../base/pages/support.ts';
import { ask, openThings } from './asked.ts';
import { problemsOf, unused } from './problems-of.ts';

const things = openThings();
afterEach(() => things.end());

const SDL = `
type Thing { id: ID! }
extend type Query { all(first: Int, after: String, owner: String): ThingConnection @load(from: "paged.all") }
`;
const QUERY = `query ($first: Int, $after: String, $owner: String) {
  all(first: $first, after: $after, owner: $owner) {
    edges { node { id } cursor }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

interface Part {
  readonly edges: readonly ({ node: { id: string } | null; cursor: string } | null)[];
  readonly nodes?: readonly unknown[];
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
  readonly totalCount?: number | null;
}
interface Result {
  readonly data: { readonly all: Part | null };
  readonly errors?: readonly { message: string; path: readonly unknown[]; extensions: { code: string } }[];
}

type Source = Parameters<typeof pagedSource>;
type Answering = Parameters<typeof things.api>[0];

const graphOf = async (answer: Answering, [shape, make, api]: Source, sdl = SDL, environment = {}) => {
  const server = await things.api(answer);
  const gateway = things.gateway({
    sources: [pagedSource(shape, make, api)],
    typeDefs: sdl,
    baseUrls: { paged: `${server.baseUrl}api/` },
    environment,
  });
  const asked = async (variables: object, query = QUERY): Promise<Result> =>
    (await ask(gateway, { query, variables: variables as Readonly<Record<string, unknown>> })) as Result;
  return { asked, wire: server.wire };
};

/** Walks forward to the end, or to the first error. */
const walk = async (asked: (variables: object) => Promise<Result>, first: number) => {
  const ids: (string | null | undefined)[] = [];
  const results: Result[] = [];
  for (let after: string | undefined, more = true; more && results.length < 200; ) {
    const result = await asked({ first, after });
    results.push(result);
    const part = result.data.all;
    ids.push(...(part?.edges ?? []).map((edge) => (edge === null ? null : edge.node?.id)));
    more = part?.pageInfo.hasNextPage === true && !result.errors;
    after = part?.pageInfo.endCursor;
  }
  return { ids, results };
};

const text = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => String(from + i));

/** 1,000 things in pages of 100, in every form in which an API may say how they follow each other. */
const forms: Readonly<Record<string, readonly [Source, Answering]>> = {
  link: [
    [{ next: 'link' }, (_args, { size }) => ({ path: 'things', query: { size } })],
    (url, _request, response) => {
      const [page, size] = [Number(url.searchParams.get('page') ?? 0), Number(url.searchParams.get('size'))];
      if ((page + 1) * size < 1000) response.setHeader('link', `<?page=${page + 1}&size=${size}>; rel="next"`);
      return thingsFrom(page * size + 1, size).filter(({ id }) => id <= 1000);
    },
  ],
  url: [
    [{ next: { url: 'next' }, at: 'rows' }, (_args, { size }) => ({ path: 'things', query: { size } })],
    (url) => {
      const [page, size] = [Number(url.searchParams.get('page') ?? 0), Number(url.searchParams.get('size'))];
      const next = (page + 1) * size < 1000 ? `/api/things?page=${page + 1}&size=${size}` : null;
      return { rows: thingsFrom(page * size + 1, size).filter(({ id }) => id <= 1000), next };
    },
  ],
  cursor: [
    [
      { next: { cursor: 'next' }, at: 'rows' },
      (_args, { size, cursor }) => ({ path: 'things', query: { size, cursor } }),
    ],
    (url) => {
      const [from, size] = [Number(url.searchParams.get('cursor') ?? 1), Number(url.searchParams.get('size'))];
      const rows = thingsFrom(from, size).filter(({ id }) => id <= 1000);
      return { rows, next: from + size <= 1000 ? from + size : null };
    },
  ],
  header: [
    [{ next: { header: 'x-next' } }, (_args, { size, cursor }) => ({ path: 'things', query: { size, cursor } })],
    (url, _request, response) => {
      const [from, size] = [Number(url.searchParams.get('cursor') ?? 1), Number(url.searchParams.get('size'))];
      if (from + size <= 1000) response.setHeader('x-next', `${from + size}`);
      return thingsFrom(from, size).filter(({ id }) => id <= 1000);
    },
  ],
  last: [
    [
      { next: { last: 'id', more: 'more' }, at: 'rows' },
      (_args, { size, cursor }) => ({ path: 'things', query: { size, cursor } }),
    ],
    (url) => {
      const [last, size] = [Number(url.searchParams.get('cursor') ?? 0), Number(url.searchParams.get('size'))];
      const rows = thingsFrom(last + 1, size).filter(({ id }) => id <= 1000);
      return { rows, more: last + size < 1000 };
    },
  ],
  number: [
    [
      { next: 'number', total: 'count', at: 'rows' },
      (_args, { size, number }) => ({ path: 'things', query: { size, number } }),
    ],
    (url) => {
      const [page, size] = [Number(url.searchParams.get('number')), Number(url.searchParams.get('size'))];
      return { count: 1000, rows: thingsFrom((page - 1) * size + 1, size).filter(({ id }) => id <= 1000) };
    },
  ],
  offset: [
    [
      { next: 'offset', total: 'count', at: 'rows' },
      (_args, { size, offset }) => ({ path: 'things', query: { size, offset } }),
    ],
    (url) => {
      const [offset, size] = [Number(url.searchParams.get('offset')), Number(url.searchParams.get('size'))];
      return { count: 1000, rows: thingsFrom(offset + 1, size).filter(({ id }) => id <= 1000) };
    },
  ],
};

describe('when it fails', () => {
  /** Pages of two; the fourth is bad in some way. */
  const failing =
    (bad: Answering): Answering =>
    (url, request, response) => {
      const page = Number(url.searchParams.get('page') ?? 1);
      if (page === 4) return bad(url, request, response);
      response.setHeader('link', `</api/things?page=${page + 1}>; rel="next"`);
      return thingsFrom(page * 2, 2);
    };
  const small: Source = [{ next: 'link', size: 2 }, () => 'things', { auth: apiKey({ header: 'x-key', env: 'KEY' }) }];
  const unavailable = failing((_url, _request, response) => {
    response.statusCode = 503;
    return {};
  });

  test('the last edge is null and carries the error, and what came before stays', async () => {
    const { asked } = await graphOf(unavailable, small, SDL, { KEY: 'k' });
    const { data, errors } = await asked({ first: 10 });
    expect(data.all?.edges.map((edge) => (edge === null ? null : edge.node?.id))).toEqual([
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      null,
    ]);
    expect(errors?.map(({ path, extensions }) => [path.join('.'), extensions.code])).toEqual([
      ['all.edges.6', 'UPSTREAM_UNAVAILABLE'],
    ]);
    expect(data.all?.pageInfo.hasNextPage).toBe(true);
  });

  test('nodes have it in the same place, and one may go on from the last that came', async () => {
    const { asked, wire } = await graphOf(unavailable, small, SDL, { KEY: 'k' });
    const nodes = await asked({ first: 10 }, '{ all(first: 10) { nodes { id } pageInfo { endCursor } } }');
    expect(nodes.data.all?.nodes?.at(-1)).toBe(null);
    expect(nodes.errors?.map(({ path }) => path.join('.'))).toEqual(['all.nodes.6']);
    const before = wire.length;
    const again = await asked({ first: 2, after: nodes.data.all?.pageInfo.endCursor });
    expect(again.errors?.map(({ path }) => path.join('.'))).toEqual(['all']);
    expect(wire.slice(before).map((target) => target)).not.toContain('/api/things');
  });

  test('a page on another host is not asked for; whoever goes on is told so again', async () => {
    const other = await things.api(() => []);
    const { asked } = await graphOf(
      (_url, _request, response) => {
        response.setHeader('link', `<${other.baseUrl}api/things?page=2>; rel="next"`);
        return thingsFrom(1, 2);
      },
      small,
      SDL,
      { KEY: 'k' },
    );
    const { ids, results } = await walk(asked, 2);
    expect(ids).toEqual(['1', '2', null]);
    expect(results.at(-1)?.errors?.map(({ extensions }) => extensions.code)).toEqual(['UPSTREAM_BAD_RESPONSE']);
    expect(other.wire).toEqual([]);
  });

  test('a page that leads to itself ends the walk', async () => {
    const { asked, wire } = await graphOf(
      (_url, _request, response) => {
        response.setHeader('link', '</api/things?x=1>; rel="next"');
        return thingsFrom(1, 2);
      },
      [{ next: 'link', size: 2 }, () => ({ path: 'things', query: { x: 1 } })],
    );
    const { ids } = await walk(asked, 2);
    expect([ids, wire.length]).toEqual([['1', '2', null], 2]);
  });

  test.each([
    [{ first: 0 }, 'first must be a whole number from 1 to 100, not 0.'],
    [{ first: -1 }, 'first must be a whole number from 1 to 100, not -1.'],
    [{ first: 101 }, 'first must be a whole number from 1 to 100, not 101.'],
    [{ after: 'nonsense' }, 'after is no cursor of this list, or is too old.'],
    [{ after: '' }, 'after is no cursor of this list, or is too old.'],
  ])('%p is refused in a sentence', async (variables, sentence) => {
    const { asked, wire } = await graphOf(() => [], small, SDL, { KEY: 'k' });
    const { data, errors } = await asked(variables);
    expect([data, errors?.map(({ message, extensions }) => [message, extensions.code]), wire]).toEqual([
      { all: null },
      [[sentence, 'BAD_USER_INPUT']],
      [],
    ]);
  });

  test('a list that is not there is null where its operation says so, as a connection too', async () => {
    const { asked } = await graphOf(
      (_url, _request, response) => {
        response.statusCode = 404;
        return {};
      },
      [{ next: 'number', notFound: 'null' }, () => 'things'],
    );
    expect(await asked({})).toEqual({ data: { all: null } });
  });

  test('a cursor is good for the same arguments alone', async () => {
    const [source, answer] = forms['link'] as readonly [Source, Answering];
    const { asked } = await graphOf(answer, source);
    const { data } = await asked({ first: 5, owner: 'a' });
    const after = data.all?.pageInfo.endCursor;
    expect((await asked({ first: 5, owner: 'b', after })).errors?.map(({ extensions }) => extensions.code)).toEqual([
      'BAD_USER_INPUT',
    ]);
    expect((await asked({ first: 5, owner: 'a', after })).errors).toBe(undefined);
  });
});

describe('1,000 items over 10 pages', () => {
  test.each(Object.keys(forms))(
    'by %s, walked forward, are each there once, and each page is asked for once',
    async (form) => {
      const [source, answer] = forms[form] as readonly [Source, Answering];
      const { asked, wire } = await graphOf(answer, source);
      const { ids, results } = await walk(asked, 100);
      expect(ids).toEqual(text(1, 1000));
      expect(results.map(({ data }) => data.all?.pageInfo.hasNextPage)).toEqual([...Array(9).fill(true), false]);
      expect(results.map(({ data }) => data.all?.pageInfo.hasPreviousPage)).toEqual([false, ...Array(9).fill(true)]);
      // Without a total that is reached, only the page after a full one tells that it is the last.
      expect(new Set(wire).size).toBe(form === 'number' || form === 'offset' ? 11 : 10);
      expect(wire.length).toBe(form === 'number' || form === 'offset' ? 11 : 10);
    },
  );

  test.each(Object.keys(forms))('by %s, in parts of 30, are each there once', async (form) => {
    const [source, answer] = forms[form] as readonly [Source, Answering];
    const { asked } = await graphOf(answer, source);
    const { ids } = await walk(asked, 30);
    expect(ids).toEqual(text(1, 1000));
  });

  test.each(Object.keys(forms))('by %s, go on after any of them', async (form) => {
    const [source, answer] = forms[form] as readonly [Source, Answering];
    const { asked } = await graphOf(answer, source);
    const { data } = await asked({ first: 40 });
    const third = data.all?.edges[2]?.cursor;
    const { data: next } = await asked({ first: 45, after: third });
    expect(next.all?.edges.map((edge) => edge?.node?.id)).toEqual(text(4, 48));
  });
});

describe('the schema', () => {
  const source = (shape: object) => pagedSource({ next: 'link', ...shape }, () => 'things');
  const sdlOf = (shape: object, sdl = SDL) => buildGraph({ ...unused, typeDefs: sdl, sources: [source(shape)] }).sdl;

  test('has the types of a connection that is mentioned', () => {
    expect(sdlOf({})).toMatch(
      /type ThingConnection \{[^}]*edges: \[ThingEdge\][^}]*nodes: \[Thing\][^}]*pageInfo: PageInfo!\s*\}/,
    );
    expect(sdlOf({})).toMatch(/type ThingEdge \{[^}]*node: Thing[^}]*cursor: String!/);
    expect(sdlOf({})).toMatch(/type PageInfo \{/);
  });

  test('has totalCount where the API tells it', async () => {
    expect(sdlOf({})).not.toContain('totalCount');
    expect(sdlOf({ total: 'count' })).toContain('totalCount: Int');
    const [first, answer] = forms['number'] as readonly [Source, Answering];
    const { asked } = await graphOf(answer, first);
    expect((await asked({}, '{ all(first: 3) { totalCount } }')).data.all).toEqual({ totalCount: 1000 });
  });

  test('leaves types alone that are declared', () => {
    const own = `${SDL} type ThingConnection { nodes: [Thing] }`;
    expect(sdlOf({}, own)).not.toContain('ThingEdge');
  });
});

describe('at start', () => {
  const paged = (shape: object) => [pagedSource(shape, () => 'things')];
  const query = (field: string) => `type Thing { id: ID! }\nextend type Query { ${field} @load(from: "paged.all") }`;

  test.each([
    ['[Thing!]', 'Declare [Thing].'],
    ['[Thing!]!', undefined],
  ])('%s is refused', (type, fix) => {
    const problems = problemsOf(query(`all: ${type}`), paged({ next: 'link' }));
    expect(problems.map(([, message]) => message)).toContain(
      'Query.all is a list of non-null items that comes in pages of paged: one page that fails would blank the others.',
    );
    if (fix) expect(problems.map(([, , its]) => its)).toEqual([fix]);
  });

  test.each(['last', 'before'])('"%s" is refused', (name) => {
    const type = name === 'last' ? 'Int' : 'String';
    expect(problemsOf(query(`all(${name}: ${type}): ThingConnection`), paged({ next: 'link' }))).toEqual([
      [
        `typeDefs:2:${name === 'last' ? 53 : 58}`,
        `Query.all has the argument "${name}", but paged.all can only be walked forward.`,
        'Leave it out; "first" and "after" are there.',
      ],
    ]);
  });

  test.each([
    [{}, 'paged.all must say how its pages follow each other.'],
    [{ next: { cursor: 'a', url: 'b' } }, 'paged.all must say how its pages follow each other.'],
    [{ next: 'link', size: 0 }, 'paged.all: size must be a whole number from 1, not 0.'],
    [{ next: 'link', maxPages: 1.5 }, 'paged.all: maxPages must be a whole number from 1, not 1.5.'],
    [{ next: { last: 'key', more: 'more' } }, 'paged.all: next.last "key" names no field of Thing.'],
  ])('%p is refused', (shape, sentence) => {
    expect(problemsOf(query('all: [Thing]'), paged(shape)).map(([, message]) => message)).toContain(sentence);
  });

  test('a path that cannot be read is shown', () => {
    const problems = problemsOf(query('all: [Thing]'), paged({ next: { cursor: 'a..b' }, total: 'x[' }));
    expect(problems.map(([, message]) => message.split(' is not')[0])).toEqual([
      'paged.all: cursor "a..b"',
      'paged.all: total "x["',
    ]);
  });

  test('another type is refused, with what it could be', () => {
    const sdl = `type Other { id: ID! } ${query('all: OtherConnection')}`;
    expect(problemsOf(sdl, paged({ next: 'link' })).map(([, message, fix]) => [message, fix])).toEqual([
      [
        'Query.all is OtherConnection, but paged.all answers with [Thing].',
        'Declare [Thing] or ThingConnection, or load from another operation.',
      ],
    ]);
  });
});
