import type { Socket } from 'node:net';
import { afterEach } from '@jest/globals';
import {
  type Api,
  type Auth,
  connect,
  DataSource,
  gotTransport,
  newScope,
  type Scope,
  type Shapes,
  type Upstream,
} from '../../../src/datasources/base/index.ts';
import { type CallEvent, type Clock, systemClock } from '../../../src/resilience/index.ts';
import { type MisbehavingServer, misbehave } from '../../support/misbehaving-server.ts';
import { record } from '../contract/support.ts';

const shapes: Shapes = new Map([['Item', record('Item', { id: 'ID!', name: 'String' })]]);

const open: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

/** Closed when the test ends. */
export const closing = <T extends { close: () => unknown }>(its: T): T => {
  open.push(() => its.close());
  return its;
};

/** One response, as a server is told to give it; `'reset'` ends the connection, `'silence'` answers nothing. */
export type Reply =
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  | 'reset'
  | 'silence';

/** A request, as a server heard it. */
export interface Heard {
  readonly target: string;
  readonly text: string;
  readonly header: (name: string) => string | undefined;
  readonly form: URLSearchParams;
  /** How many came of this target, this one included. */
  readonly nth: number;
  /** When, in milliseconds. */
  readonly at: number;
}

const write = (socket: Socket, reply: Reply): void => {
  if (reply === 'silence') return;
  if (reply === 'reset') return void socket.resetAndDestroy();
  const { status = 200, headers = {}, body = '' } = reply;
  const content = typeof body === 'string' ? body : JSON.stringify(body);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(
    `HTTP/1.1 ${status} X\r\ncontent-length: ${Buffer.byteLength(content)}\r\n${lines.join('')}\r\n${content}`,
  );
};

/** A server on a real socket that answers in words, and remembers what it heard. */
export const serve = async (
  answer: (heard: Heard) => Reply | Promise<Reply>,
): Promise<MisbehavingServer & { readonly heard: readonly Heard[] }> => {
  const heard: Heard[] = [];
  const server = await misbehave((socket, text) => {
    const target = text.split(' ', 2)[1] ?? '';
    const request: Heard = {
      target,
      text,
      header: (name) => new RegExp(`^${name}: *(.*)\\r$`, 'im').exec(text)?.[1],
      form: new URLSearchParams(text.slice(text.indexOf('\r\n\r\n') + 4)),
      nth: heard.filter((each) => each.target === target).length + 1,
      at: performance.now(),
    };
    heard.push(request);
    void Promise.resolve(answer(request)).then((reply) => write(socket, reply));
  });
  return closing({ ...server, heard });
};

/** What a source is tried with. */
export interface Given {
  readonly api?: Partial<Api>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  readonly ca?: readonly string[];
}

/** A source with one operation, `item`, connected over real sockets. */
export const shop = (
  auth: Auth,
  url: string,
  { api = {}, environment = secrets, clock = systemClock, ca }: Given = {},
) => {
  class Shop extends DataSource {
    static readonly api: Api = {
      name: 'shop',
      baseUrl: `${url}/v1/`,
      auth,
      cache: false,
      breaker: false,
      bulkhead: { maxConcurrent: 200 },
      retry: { baseMs: 1, capMs: 5 },
      ...api,
    };
    item = this.get('Item' as never, ({ id }: { readonly id: string }) => ({ path: 'item', query: { id } }));
    add = this.post('Item' as never, () => ({ path: 'item', body: {} }));
    rows = this.batch('Item' as never, {
      key: 'id',
      fetch: (ids) => ({ path: 'rows', query: { ids: ids.map(String) } }),
    });
  }
  const transport = closing(gotTransport(ca ? { ca } : {}));
  const events: CallEvent[] = [];
  const upstream: Upstream = connect({
    Source: Shop,
    shapes,
    isLoader: () => false,
    environment,
    transport,
    clock,
    random: () => 0.5,
    report: (event) => void events.push(event),
    problem: (what, message) => {
      throw new Error(`${what}: ${message}`);
    },
  });
  const scope = (caller: Scope['caller'] = {}, signal = new AbortController().signal) =>
    newScope('r', clock.now() + 15_000, signal, { caller });
  const get = (id = '1', its: Scope = scope()) => upstream.run('item', { id }, its);
  return { upstream, events, scope, get };
};

/** What no test may find anywhere but on the wire. */
export const secrets = { CRM_ID: 'client-7', CRM_SECRET: 'hunter2:&%', CRM_REFRESH: 'refresh-0' };

/** What the API answers with. */
export const ITEM: Reply = { headers: { 'content-type': 'application/json' }, body: { id: '1', name: 'a' } };

/** The answer of a token endpoint. */
export const token = (access_token: string, more: object = {}): Reply => ({
  headers: { 'content-type': 'application/json' },
  body: { access_token, token_type: 'Bearer', ...more },
});
