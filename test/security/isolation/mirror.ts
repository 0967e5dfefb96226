import {
  type Api,
  type Auth,
  DataSource,
  joined,
  path,
  type SourceClass,
} from '../../../src/datasources/base/index.ts';
import { bytesOf } from '../../../src/faults/respond.ts';
import { type MisbehavingServer, misbehave } from '../../support/misbehaving-server.ts';

/** Whose credential signs. */
export type Who = 'alice' | 'bob';

/** How the API answers one request. */
export interface Reply {
  /** Before it answers, in milliseconds. */
  readonly delayMs: number;
  readonly fails: boolean;
  /** Its `cache-control`. */
  readonly caching: string;
  /** Whether the answer can be confirmed. One ETag for everybody: only keys keep callers apart. */
  readonly etag: boolean;
}

/** What the API saw and did. */
export interface Mirrored extends MisbehavingServer {
  readonly counts: {
    /** HTTP 503. */
    failed: number;
    /** HTTP 304. */
    confirmed: number;
    /** Requests whose caller was gone when the answer was ready: copies that another copy had beaten. */
    left: number;
  };
  /** Fails at everything, or as its script says. */
  fail(down: boolean): void;
}

/** An API that tells everyone who they are; its replies are a script, which begins anew when it ends. */
export const mirror = async (replies: readonly Reply[]): Promise<Mirrored> => {
  const counts = { failed: 0, confirmed: 0, left: 0 };
  let down = false;
  const server = await misbehave((socket, request, nth) => {
    const { delayMs = 0, fails = false, caching = '', etag = false } = replies[(nth - 1) % replies.length] ?? {};
    setTimeout(() => {
      if (socket.destroyed) counts.left += 1;
      else socket.write(answer());
    }, delayMs);
    const answer = (): Buffer => {
      if (fails || down) {
        counts.failed += 1;
        return bytesOf({ status: 503 });
      }
      const headers = { 'cache-control': caching, ...(etag ? { etag: '"same"' } : {}) };
      if (etag && /^if-none-match: *"same"/im.test(request)) {
        counts.confirmed += 1;
        return bytesOf({ status: 304, headers });
      }
      return bytesOf({
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(bodyFor(request)),
      });
    };
  });
  return {
    ...server,
    counts,
    fail(its) {
      down = its;
    },
  };
};

const bodyFor = (request: string): unknown => {
  const url = new URL(request.split(' ', 2)[1] ?? '', 'http://mirror/');
  const seenBy = /^authorization: *Bearer (\w+)/im.exec(request)?.[1] ?? 'nobody';
  const ids = url.searchParams.get('ids')?.split(',');
  return ids ? ids.map((id) => ({ id, seenBy })) : { id: url.pathname.split('/').at(-1), seenBy };
};

/** The mirror as a source: one thing a request, and many. */
export const mirrorSource = (auth: Auth): SourceClass =>
  class extends DataSource {
    static readonly api: Api = {
      name: 'mirror',
      baseUrl: 'http://mirror.example/',
      auth,
      retry: { maxAttempts: 2, baseMs: 1, capMs: 2 },
      budget: { ratio: 1, perSecond: 10_000 },
      breaker: false,
      hedge: { afterMs: 3 },
    };
    item = this.get('Reflection' as never, ({ id }: { readonly id: string }) => path`item/${id}`);
    rows = this.batch('Reflection' as never, {
      key: 'id',
      fetch: (ids) => ({ path: 'rows', query: { ids: joined(ids.map(String), ',') } }),
    });
  };
