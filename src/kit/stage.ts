import {
  type Api,
  type Auth,
  bearer,
  DataSource,
  gotTransport,
  type PolicyName,
  type Transport,
} from '../datasources/base/index.ts';
import { authority, certificate } from '../faults/certificates.ts';
import type { Case } from '../faults/entry.ts';
import type { Fault, GoodAnswer, HeardRequest, Times, TlsWords } from '../faults/fault.ts';
import { type MisbehavingServer, misbehave } from '../faults/misbehave.ts';
import { answerWell, bytesOf } from '../faults/respond.ts';
import { givingToken, TOKEN_TARGET } from '../faults/tokens.ts';
import { createGateway, type Gateway } from '../gateway/create-gateway.ts';
import type { GatewayOptions } from '../gateway/options.ts';
import { brokenStores } from './broken-stores.ts';
import { type EventLog, eventLog } from './event-log.ts';
import { instrument, type MadeRequest } from './instrument.ts';
import type { KitSubject } from './kit-subject.ts';
import type { Pretend } from './pretend.ts';
import { inProportion } from './times.ts';

/** A gateway over one operation, its API misbehaving as a case says, and one healthy API beside it. */
export interface Stage {
  readonly gateway: Gateway;
  readonly server: MisbehavingServer;
  readonly log: EventLog;
  /** What went wrong in the server's own script: none should. */
  readonly troubles: readonly string[];
  /** Connections that are still at work for an answer, an attempt's time after this was asked: at most so long, and no longer than there are any. */
  readonly busy: () => Promise<number>;
  /** Ends everything, once; resolves to the connections that did not close by themselves. */
  readonly close: () => Promise<number>;
}

/** Beside the case. */
export interface StageOptions {
  readonly times: Times;
  /** Policies that are left out, for tests of the kit. */
  readonly without: readonly PolicyName[];
  /** Changes what the gateway is made with: how tests watch its log, its store and its resolvers. @default nothing */
  readonly gateway?: (options: GatewayOptions) => GatewayOptions;
}

class KitHealthy extends DataSource {
  static readonly api = { name: 'kitHealthy', baseUrl: 'http://127.0.0.1/' } satisfies Api;
  state = this.get('KitHealthy' as never, () => 'state');
  /** Beside a write stands a write. */
  touch = this.post('KitHealthy' as never, () => 'state');
}

/** Sets the stage for a case. */
export const setStage = async (
  subject: KitSubject,
  api: Pretend,
  { fault, api: words = {}, broken, asking }: Pick<Case, 'fault' | 'api' | 'broken' | 'asking'>,
  { times, without, gateway: changed = (options) => options }: StageOptions,
): Promise<Stage> => {
  const { Source, requestOf } = instrument(
    subject.Source,
    subject.name,
    { ...calm(subject, times), ...inProportion(words, times) },
    asking?.apart ?? false,
  );
  const troubles: string[] = [];
  const server = await misbehave(
    scriptOf(fault, (target) => answerTo(api, target, requestOf(target)), times, troubles),
    {
      ...(fault.tls ? { tls: tlsOptions(fault.tls) } : {}),
      ...(fault.onConnection ? { onConnection: (socket) => fault.onConnection?.(socket, times) } : {}),
    },
  );
  const healthy = await misbehave((socket) =>
    socket.write(bytesOf({ headers: { 'content-type': 'application/json' }, body: '{"state":"well"}' })),
  );
  if (fault.closed) await server.close();
  const transport = transports(fault, healthy.url);
  const log = eventLog(broken === 'logThrows');
  const store = broken === 'cacheThrows' || broken === 'cacheHangs' ? { store: brokenStores[broken] } : {};
  const options = changed({
    sources: [Source, KitHealthy],
    typeDefs: subject.graph.sdl,
    baseUrls: { [subject.api.name]: baseUrl(subject.api, server, fault), kitHealthy: `${healthy.url}/` },
    environment: Object.fromEntries((Source.api.auth?.variables ?? []).map((name) => [name, 'kit-secret'])),
    production: false,
    deadlineMs: times.totalMs * 2,
    log,
    transport,
    without,
    // What the kit spoils on purpose is no news of anybody's API.
    drift: false,
    ...store,
  });
  const gateway = make(options, [server, healthy], transport);
  const end = async () => {
    await gateway.stop();
    transport.close();
    const left = fault.closed ? 0 : await leftOpen(server);
    await Promise.all([...(fault.closed ? [] : [server.close()]), healthy.close()]);
    return left;
  };
  let ended: Promise<number> | undefined;
  return {
    gateway,
    server,
    log,
    troubles,
    busy: () => stillBusy(server, times.attemptMs),
    close: () => (ended ??= end()),
  };
};

const answerTo = (api: Pretend, target: string, made: MadeRequest | undefined) =>
  api(made?.keys ?? [], { target, page: made?.page });

/** A gateway; if there can be none, nothing is left of its surroundings either. */
const make = (options: GatewayOptions, servers: readonly MisbehavingServer[], transport: Transport): Gateway => {
  try {
    return createGateway(options);
  } catch (error) {
    transport.close();
    for (const server of servers) server.close().catch(() => {});
    throw error;
  }
};

/** Options that a case may rely on: times scaled down, and no policy in the way that it does not ask for. */
const calm = ({ api }: KitSubject, times: Times): Partial<Api> => ({
  timeouts: times,
  retry: { ...api.retry, baseMs: 10, throttledBaseMs: 20, capMs: 50, maxRetryAfterMs: times.attemptMs },
  budget: { ratio: 1, perSecond: 100 },
  breaker: api.breaker === false ? false : { ...api.breaker, consecutive: 10_000, minCalls: 10_000 },
  bulkhead: {},
  quota: [],
  allowPrivate: true,
  ...(api.auth ? { auth: plain(api.auth) } : {}),
  cache: api.cache === false ? false : { ...api.cache, ttlMs: 0 },
});

/**
 * Of several credentials the first: what cases say of limits they say of one account, and a second would make good what must be seen to fail.
 * One that is given out would have to be asked for somewhere: how that fails is shown by cases with one of their own.
 */
const plain = (auth: Auth): Auth => {
  const [first = auth] = 'members' in auth ? auth.members : [];
  return 'open' in first ? bearer({ env: 'KIT_TOKEN' }) : first;
};

const baseUrl = ({ baseUrl: base }: Api, { port }: MisbehavingServer, fault: Fault): string => {
  const scheme = fault.scheme ?? (fault.tls ? 'https' : 'http');
  return `${scheme}://${fault.host ?? '127.0.0.1'}:${port}${new URL(base).pathname}`;
};

const tlsOptions = ({ certificate: name, ...words }: TlsWords) => ({
  ...certificate(name),
  ...words,
  ...(words.requestCert ? { rejectUnauthorized: true } : {}),
});

/** A token endpoint has no answer of the API to go by. */
const noAnswer: GoodAnswer = {
  status: 200,
  contentType: 'application/json',
  body: Buffer.from('{}'),
  format: 'json',
  keys: [],
  rows: () => undefined,
  spoil: () => undefined,
};

/** The script of a fault, with what it is told of each request. */
const scriptOf = (fault: Fault, goodFor: (target: string) => ReturnType<Pretend>, times: Times, troubles: string[]) => {
  const heardOf = new Map<string, number>();
  const targets: string[] = [];
  return (...[socket, text]: Parameters<Parameters<typeof misbehave>[0]>): void => {
    const [method = '', target = ''] = text.split(' ', 2);
    const nth = (heardOf.get(target) ?? 0) + 1;
    heardOf.set(target, nth);
    if (nth === 1) targets.push(target);
    const heard: HeardRequest = { text, method, target, nth, before: targets.indexOf(target) };
    try {
      if (target === TOKEN_TARGET) (fault.token ?? givingToken())(socket, heard, noAnswer, times);
      else (fault.script ?? answerWell)(socket, heard, goodFor(target), times);
    } catch (error) {
      // A mistake of the kit, or of the catalogue: told as such, and no end of the process.
      troubles.push(error instanceof Error ? error.message : String(error));
      socket.destroy();
    }
  };
};

/** What the fault does to names and sockets happens to its own API alone. */
const transports = ({ lookup, connect }: Fault, healthyUrl: string): Transport => {
  const faulty = gotTransport({
    ca: [authority()],
    ...(lookup ? { lookup } : {}),
    ...(connect ? { connect } : {}),
  });
  const healthy = gotTransport();
  return {
    send: (request, signal) => (request.url.origin === healthyUrl ? healthy : faulty).send(request, signal),
    close() {
      faulty.close();
      healthy.close();
    },
  };
};

/** How often it is looked whether a connection has come to rest. In milliseconds. */
const LOOK_MS = 10;

/** Connections that have not come to rest after `ms` milliseconds: of an attempt that was given up, nothing may be left. */
const stillBusy = async (server: MisbehavingServer, ms: number): Promise<number> => {
  // By looks, not by the clock: where this process was held up, so was the end of connections.
  for (let looks = ms / LOOK_MS; looks > 0 && server.busy() > 0; looks -= 1)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  return server.busy();
};

/** Connections that are still there a while after everything has ended. */
const leftOpen = async (server: MisbehavingServer): Promise<number> => {
  await Promise.race([server.closed(), new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
  return server.open();
};
