import type { Socket } from 'node:net';
import { afterEach } from '@jest/globals';
import type { Answer } from '../../../src/datasources/base/answer.ts';
import { answerReader } from '../../../src/datasources/base/answer-reader.ts';
import { askApi } from '../../../src/datasources/base/ask-api.ts';
import { conditional } from '../../../src/datasources/base/cache/conditional.ts';
import { freshnessOf } from '../../../src/datasources/base/cache/freshness-of.ts';
import { generations } from '../../../src/datasources/base/cache/generations.ts';
import { memoryStore } from '../../../src/datasources/base/cache/memory-store.ts';
import { rowCache } from '../../../src/datasources/base/cache/row-cache.ts';
import { exchange } from '../../../src/datasources/base/exchange.ts';
import type { HttpCall } from '../../../src/datasources/base/http-call.ts';
import {
  type Api,
  type Args,
  bearer,
  type Key,
  newScope,
  type Scope,
  type Shapes,
  type SourceClass,
} from '../../../src/datasources/base/index.ts';
import { loaderOf } from '../../../src/datasources/base/operation/run-batch.ts';
import { runGet } from '../../../src/datasources/base/operation/run-get.ts';
import { askPagesOf } from '../../../src/datasources/base/pages/ask-pages.ts';
import { withDefaults } from '../../../src/datasources/base/source/defaults.ts';
import { gotTransport } from '../../../src/datasources/base/transport/got-transport.ts';
import { operationsOf } from '../../../src/datasources/base/upstream.ts';
import {
  type CallEvent,
  cache,
  coalesce,
  compose,
  deadline,
  decide,
  observe,
  type Store,
  shelf,
  systemClock,
} from '../../../src/resilience/index.ts';
import { type MisbehavingServer, misbehave } from '../../support/misbehaving-server.ts';
import { fixedSigner } from '../auth/support.ts';
import { record } from '../contract/support.ts';

export const shapes: Shapes = new Map(
  [record('Earthquake', { id: 'ID!', place: 'String', tags: '[String]' })].map((shape) => [shape.name, shape]),
);

const open: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

/** Real time, which a test can set forward. */
export const movableTime = () => {
  let passed = 0;
  return {
    pass: (ms: number) => {
      passed += ms;
    },
    clock: {
      now: () => systemClock.now() + passed,
      after: (ms: number, wake: () => void) => systemClock.after(ms, wake),
    },
    epochMs: () => Date.now() + passed,
  };
};

/** One response, as a server is told to give it. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Heard {
  /** Path and query. */
  readonly target: string;
  /** The value of a request header, by its name in lower case. */
  readonly header: (name: string) => string | undefined;
}

const heard = (request: string): Heard => ({
  target: request.split(' ', 2)[1] ?? '',
  header: (name) => new RegExp(`^${name}: *(.*)\\r$`, 'im').exec(request)?.[1],
});

const write = (socket: Socket, { status = 200, headers = {}, body }: Reply): void => {
  const content = body === undefined ? '' : JSON.stringify(body);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = status === 304 ? '' : `content-length: ${Buffer.byteLength(content)}\r\n`;
  // A connection of its own for each request, so that one which is reset is no stale one.
  socket.end(`HTTP/1.1 ${status} X\r\nconnection: close\r\n${length}${lines.join('')}\r\n${content}`);
};

/** An API on a real socket, which answers in words; `'reset'` ends the connection. */
export const serve = async (answer: (request: Heard, nth: number) => Reply | 'reset'): Promise<MisbehavingServer> => {
  const server = await misbehave((socket, request, nth) => {
    const reply = answer(heard(request), nth);
    if (reply === 'reset') socket.resetAndDestroy();
    else write(socket, reply);
  });
  open.push(() => server.close());
  return server;
};

export interface Connected {
  readonly get: (operation: string, args?: Args, scope?: Scope) => Promise<unknown>;
  readonly loadMany: (
    operation: string,
    keys: readonly Key[],
    args?: Args,
    scope?: Scope,
  ) => Promise<readonly unknown[]>;
  readonly scope: (signal?: AbortSignal) => Scope;
  readonly events: CallEvent[];
  readonly store: Store<Answer>;
  readonly time: ReturnType<typeof movableTime>;
}

export interface Given {
  readonly cache?: Api['cache'];
  readonly token?: string;
  readonly store?: Store<Answer>;
  readonly time?: ReturnType<typeof movableTime>;
}

/** A source over a real socket, kept by a cache, with nothing repeated. */
export const connected = (Source: SourceClass, url: string, given: Given = {}): Connected => {
  const { time = movableTime(), token } = given;
  const { clock, epochMs } = time;
  const described: Api = { ...Source.api, ...(given.cache === undefined ? {} : { cache: given.cache }) };
  const { api, base } = withDefaults(described, url);
  const { policies } = api;
  const store = given.store ?? memoryStore<Answer>(policies.cache ?? { maxBytes: 1e6, maxEntryBytes: 1e6 }, clock);
  const transport = gotTransport();
  open.push(() => transport.close());
  const signs = fixedSigner(token === undefined ? undefined : bearer({ env: 'TOKEN' }), { TOKEN: token });
  const events: CallEvent[] = [];
  const observed = observe<HttpCall, Answer>((event) => void events.push(event), clock);
  const kept = policies.cache === null ? [] : [store];
  const handler = compose<HttpCall, Answer>(
    [
      observed,
      ...kept.map((each) =>
        cache({ shelf: shelf(each, clock), decide, revalidate: conditional, background: observed }, clock, () => 0),
      ),
      coalesce(clock),
      deadline(policies.timeouts, clock),
    ],
    exchange({
      transport,
      maxBytes: 1e7,
      connectMs: 1_000,
      allowPrivate: true,
      epochMs,
      freshness: freshnessOf(policies.cache, epochMs),
    }),
  );
  const rows = policies.cache === null ? null : rowCache(shelf(store, clock), decide, clock, () => 0);
  const asking = {
    api,
    base,
    signer: signs,
    call: handler,
    rows,
    generations: generations(),
    pages: askPagesOf(api, base, {}),
    clock,
  };
  const operations = operationsOf(Source);
  const member = (name: string) => {
    const operation = operations.get(name);
    if (!operation) throw new Error(`no operation ${name}`);
    const problem = (what: string, message: string) => {
      throw new Error(`${what}: ${message}`);
    };
    const reader = answerReader({ api, name, operation, shapes, detail: false, problem });
    return { operation, ask: askApi(asking, name, reader) };
  };
  const scope = (signal = new AbortController().signal) => newScope('r', clock.now() + 10_000, signal);
  return {
    scope,
    events,
    store,
    time,
    async get(name, args = {}, its = scope()) {
      const { operation, ask } = member(name);
      if (operation.kind !== 'get') throw new Error(`${name} is no get`);
      return runGet(operation, args, ask, its);
    },
    async loadMany(name, keys, args = {}, its = scope()) {
      const { operation, ask } = member(name);
      if (operation.kind !== 'batch') throw new Error(`${name} is no batch`);
      return loaderOf(name, operation, args, ask, its).loadMany(keys);
    },
  };
};
