import { afterEach, describe, expect, test } from '@jest/globals';
import { apiKey } from '../../../src/datasources/base/index.ts';
import { ask, openThings } from '../../schema/asked.ts';
import { type Answering, pagedSource, SDL, thingsFrom, told } from './support.ts';

const things = openThings();
afterEach(() => things.end());

type Source = Parameters<typeof pagedSource>;

/** Asks for the whole list of an API. */
const whole = async (
  answer: Answering,
  [shape, make, api]: Source,
  more: { sdl?: string; query?: string; environment?: Readonly<Record<string, string>> } = {},
) => {
  const server = await things.api(answer);
  const gateway = things.gateway({
    sources: [pagedSource(shape, make, api)],
    typeDefs: more.sdl ?? SDL,
    baseUrls: { paged: `${server.baseUrl}api/` },
    environment: more.environment ?? {},
  });
  const result = await ask(gateway, more.query ?? '{ all { id } }');
  return { ...told(result), wire: server.wire };
};

const numberOf = (url: URL): number => Number(url.searchParams.get('page') ?? 1);

const byLink: Source = [
  { next: 'link', size: 3 },
  (_args, page) => ({ path: 'things', query: { per_page: page.size } }),
];
const byNumber: Source = [
  { next: 'number', size: 3 },
  (_args, page) => ({ path: 'things', query: { page: page.number } }),
];
const byCursor: Source = [
  { next: { cursor: 'meta.next' }, at: 'items' },
  (_args, page) => ({ path: 'things', query: { after: page.cursor } }),
];

describe('when a page fails', () => {
  const failing =
    (status: number): Answering =>
    (url, _request, response) => {
      const page = numberOf(url);
      if (page === 7) {
        response.statusCode = status;
        return { error: 'secret words' };
      }
      if (page < 10) response.setHeader('link', `</api/things?page=${page + 1}>; rel="next"`);
      return thingsFrom(page * 3, 3);
    };

  test('the pages before it stay, and the last item is null and carries the error', async () => {
    const { ids, errors, wire } = await whole(failing(503), byLink);
    expect(ids).toEqual([...thingsFrom(3, 18).map(({ id }) => id), null]);
    expect(errors).toEqual([['all.18', 'UPSTREAM_UNAVAILABLE', 'paged: it is unavailable (HTTP 503)']]);
    expect(wire).toHaveLength(7);
  });

  test('the first one leaves nothing', async () => {
    const { ids, errors } = await whole((_url, _request, response) => {
      response.statusCode = 500;
      return {};
    }, byLink);
    expect([ids, errors.map(([at]) => at)]).toEqual([null, ['all']]);
  });

  test('a page after the last one that is not found is the end, where pages are counted', async () => {
    const { ids, errors } = await whole((url, _request, response) => {
      if (numberOf(url) > 2) response.statusCode = 404;
      return numberOf(url) > 2 ? {} : thingsFrom(numberOf(url) * 3, 3);
    }, byNumber);
    expect([ids, errors]).toEqual([[3, 4, 5, 6, 7, 8], []]);
  });

  test('a page that a link leads to, and that is not found, is missed', async () => {
    const { ids, errors } = await whole(failing(404), byLink);
    expect([ids?.at(-1), errors.map(([, code]) => code)]).toEqual([null, ['UPSTREAM_NOT_FOUND']]);
  });
});

describe('when the next page is not where it may be', () => {
  const authed: Source = [byLink[0], byLink[1], { auth: apiKey({ header: 'x-api-key', env: 'KEY' }) }];
  const environment = { KEY: 'kept-back' };

  test('on another host, it is not asked, and no credential goes there', async () => {
    const heard: unknown[] = [];
    const other = await things.api((_url, request) => {
      heard.push(request.headers);
      return [];
    });
    const { ids, errors } = await whole(
      (_url, _request, response) => {
        response.setHeader('link', `<${other.baseUrl}api/things?page=2>; rel="next"`);
        return thingsFrom(1, 3);
      },
      authed,
      { environment },
    );
    expect([ids, heard, other.wire]).toEqual([[1, 2, 3, null], [], []]);
    expect(errors).toEqual([
      [
        'all.3',
        'UPSTREAM_BAD_RESPONSE',
        'paged: it pointed elsewhere, and redirects are not followed: the link to the next page leads to another origin',
      ],
    ]);
  });

  test.each([
    ['above the base', '/admin/things?page=2', 'outside of the base URL'],
    ['above the base, by dots', '/api/../admin', 'outside of the base URL'],
    ['with a credential of its own', 'http://user:word@HOST/api/things', 'outside of the base URL'],
    ['without a scheme', '//localhost/api/things', 'to another origin'],
    ['on another port', 'http://127.0.0.1:1/api/things', 'to another origin'],
    ['of another scheme', 'file:///etc/passwd', 'to another origin'],
    ['that is no URL', 'http://[', 'is not a URL'],
  ])('%s', async (_what, link, says) => {
    const { ids, errors, wire } = await whole((_url, { headers }, response) => {
      response.setHeader('link', `<${link.replace('HOST', headers.host ?? '')}>; rel=next`);
      return thingsFrom(1, 3);
    }, byLink);
    expect([ids, wire.length]).toEqual([[1, 2, 3, null], 1]);
    expect(errors[0]?.[2]).toContain(says);
  });

  test.each([
    ['itself', () => 1],
    ['an earlier one', (page: number) => (page === 3 ? 2 : page + 1)],
  ])('it is %s', async (_what, next) => {
    const { ids, errors } = await whole(
      (url, _request, response) => {
        const page = numberOf(url);
        response.setHeader('link', `</api/things?per_page=3&page=${next(page)}>; rel="next"`);
        return thingsFrom(page * 3, 3);
      },
      [{ next: 'link', size: 3 }, (_args, page) => ({ path: 'things', query: { per_page: page.size, page: 1 } })],
    );
    expect(ids?.at(-1)).toBe(null);
    expect(errors.map(([, code]) => code)).toEqual(['UPSTREAM_BAD_RESPONSE']);
  });

  test('a cursor that came before ends it', async () => {
    const { ids, errors, wire } = await whole(
      (url) => ({ items: thingsFrom(url.searchParams.get('after') ? 10 : 1, 2), meta: { next: 'same' } }),
      byCursor,
    );
    expect([ids, wire]).toEqual([
      [1, 2, 10, 11, null],
      ['/api/things', '/api/things?after=same'],
    ]);
    expect(errors[0]?.[2]).toContain('a page names itself as the next one');
  });
});

describe('when there is no end', () => {
  test('it stops after so many pages, and says so', async () => {
    const { ids, errors, wire } = await whole(
      (url) => thingsFrom(numberOf(url) * 3, 3),
      [{ next: 'number', size: 3, maxPages: 4 }, byNumber[1]],
    );
    expect([ids?.length, ids?.at(-1), wire.length]).toEqual([13, null, 4]);
    expect(errors).toEqual([
      [
        'all.12',
        'UPSTREAM_RESPONSE_TOO_LARGE',
        'paged: the answer is larger than allowed: its pages did not end within 4',
      ],
    ]);
  });

  test('of pages without items, too', async () => {
    let asked = 0;
    const { ids, errors } = await whole(
      () => ({ items: [], meta: { next: `c${++asked}` } }),
      [{ ...byCursor[0], maxPages: 5 }, byCursor[1]],
    );
    expect([ids, errors.length, asked]).toEqual([[null], 1, 5]);
  });

  test('it stops after so many items, and says so', async () => {
    const many: Source = [{ next: 'number', size: 3, maxItems: 7 }, byNumber[1]];
    const { ids, errors } = await whole((url) => thingsFrom(numberOf(url) * 3, 3), many);
    expect(ids).toEqual([3, 4, 5, 6, 7, 8, 9, null]);
    expect(errors[0]?.[2]).toContain('there are more than 7 items');
  });

  test('just as many as allowed are no mistake', async () => {
    const { ids, errors } = await whole(
      (url) => thingsFrom(numberOf(url) * 3, numberOf(url) < 3 ? 3 : 1),
      [{ next: 'number', size: 3, maxItems: 7, maxPages: 3 }, byNumber[1]],
    );
    expect([ids?.length, errors]).toEqual([7, []]);
  });

  test('pages that hold nothing new end it, where items say which they are', async () => {
    const { ids, errors, wire } = await whole(() => thingsFrom(1, 3), byNumber);
    expect([ids, wire.length]).toEqual([[1, 2, 3, null], 2]);
    expect(errors[0]?.[2]).toContain('a page holds nothing but items of pages before it');
  });
});

describe('a list in pages is read to its end', () => {
  /** Three pages, of three, three, and one. */
  const page = (n: number) => thingsFrom(n * 3, n < 3 ? 3 : 1);
  const all = [3, 4, 5, 6, 7, 8, 9];

  test.each([
    ['absolute', (n: number, host: string) => `<http://${host}/api/things?page=${n}>; rel="next"`],
    ['relative', (n: number) => `<things?page=${n}>; rel=next`],
    ['among others', (n: number) => `</first>; rel="first", <?page=${n}>; title="a, \\"b\\""; rel="last next"`],
  ])('by a Link header that is %s', async (_what, link) => {
    const { ids, wire } = await whole((url, { headers }, response) => {
      const n = numberOf(url);
      if (n < 3) response.setHeader('link', link(n + 1, headers.host ?? ''));
      return page(n);
    }, byLink);
    expect(ids).toEqual(all);
    expect(wire).toEqual(['/api/things?per_page=3', '/api/things?page=2', '/api/things?page=3']);
  });

  test('by a cursor in the body, of which null is the end', async () => {
    const { ids, wire } = await whole((url) => {
      const n = Number(url.searchParams.get('after') ?? 1);
      return { items: page(n), meta: { next: n < 3 ? n + 1 : null } };
    }, byCursor);
    expect([ids, wire]).toEqual([all, ['/api/things', '/api/things?after=2', '/api/things?after=3']]);
  });

  test('by a cursor in a header', async () => {
    const { ids } = await whole(
      (url, _request, response) => {
        const n = Number(url.searchParams.get('after') ?? 1);
        if (n < 3) response.setHeader('X-Next', `${n + 1}`);
        return page(n);
      },
      [{ next: { header: 'X-Next' } }, byCursor[1]],
    );
    expect(ids).toEqual(all);
  });

  test('by the URL of the next page, in the body; a key in it is not sent twice', async () => {
    const { ids, wire } = await whole(
      (url) => {
        const n = numberOf(url);
        return { items: page(n), next: n < 3 ? `/api/things?page=${n + 1}&key=k-1` : '' };
      },
      [{ next: { url: 'next' }, at: 'items' }, () => 'things', { auth: apiKey({ query: 'key', env: 'KEY' }) }],
      { environment: { KEY: 'k-1' } },
    );
    expect(ids).toEqual(all);
    expect(wire).toEqual(['/api/things?key=k-1', '/api/things?page=2&key=k-1', '/api/things?page=3&key=k-1']);
  });

  test('after its last item, while there is more', async () => {
    const { ids, wire } = await whole(
      (url) => {
        const n = Number(url.searchParams.get('starting_after') ?? 2) / 3 + 1;
        return { data: page(Math.floor(n)), has_more: n < 3 };
      },
      [
        { next: { last: 'id', more: 'has_more' }, at: 'data' },
        (_args, { cursor }) => ({ path: 'things', query: { starting_after: cursor } }),
      ],
    );
    expect(ids).toEqual(all);
    expect(wire.slice(1)).toEqual(['/api/things?starting_after=5', '/api/things?starting_after=8']);
  });

  test('by number, until a page is short', async () => {
    const { ids, wire } = await whole((url) => page(numberOf(url)), byNumber);
    expect([ids, wire.length]).toEqual([all, 3]);
  });

  test('by number, from 0, until a page is empty', async () => {
    const { ids } = await whole(
      (url) => (numberOf(url) < 2 ? page(numberOf(url) + 1) : []),
      [{ next: 'number', size: 3, start: 0 }, byNumber[1]],
    );
    expect(ids).toEqual([3, 4, 5, 6, 7, 8]);
  });

  test('by offset', async () => {
    const { ids, wire } = await whole(
      (url) => page(Number(url.searchParams.get('offset')) / 3 + 1),
      [{ next: 'offset', size: 3 }, (_args, { offset, size }) => ({ path: 'things', query: { offset, limit: size } })],
    );
    expect([ids, wire.at(-1)]).toEqual([all, '/api/things?offset=6&limit=3']);
  });

  test('by offset, on, where pages shrink and the total says that there is more', async () => {
    const { ids } = await whole(
      (url) => ({ count: 5, rows: thingsFrom(Number(url.searchParams.get('offset')) + 1, 2).slice(0, 5) }),
      [
        { next: 'offset', size: 100, total: 'count', at: 'rows' },
        (_args, { offset }) => ({ path: 'things', query: { offset } }),
      ],
    );
    expect(ids).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('items that come again on a later page are left out', async () => {
    const { ids } = await whole((url) => thingsFrom(numberOf(url) * 2, numberOf(url) < 3 ? 3 : 1), byNumber);
    expect(ids).toEqual([2, 3, 4, 5, 6]);
  });

  test('a page of which transform leaves nothing is not the last', async () => {
    const { ids } = await whole(
      (url) => page(numberOf(url)),
      [
        {
          next: 'number',
          size: 3,
          transform: (rows: readonly { id: string }[]) => rows.filter(({ id }) => Number(id) > 5),
        },
        byNumber[1],
      ],
    );
    expect(ids).toEqual([6, 7, 8, 9]);
  });

  test('in XML', async () => {
    const { ids } = await whole(
      (url, _request, response) => {
        const n = Number(url.searchParams.get('after') ?? 1);
        response.setHeader('content-type', 'application/xml');
        const rows = page(n).map(({ id }) => `<thing><id>${id}</id></thing>`);
        response.end(`<all>${rows.join('')}${n < 3 ? `<more token="${n + 1}"/>` : ''}</all>`);
        return undefined;
      },
      [{ next: { cursor: 'all.more.@token' }, at: 'all.thing', format: 'xml' }, byCursor[1]],
    );
    expect(ids).toEqual(all);
  });

  test('twice in one operation, each page is asked for once', async () => {
    const { wire } = await whole((url) => page(numberOf(url)), byNumber, { query: '{ all { id } again: all { id } }' });
    expect(wire).toHaveLength(3);
  });
});
