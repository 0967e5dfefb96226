import { type Api, DataSource, type PolicyName, type Transport } from '../datasources/base/index.ts';
import type { Case } from '../faults/entry.ts';
import type { Times } from '../faults/fault.ts';
import { type MisbehavingServer, misbehave } from '../faults/misbehave.ts';
import { bytesOf } from '../faults/respond.ts';
import { createGateway, type Gateway } from '../gateway/create-gateway.ts';
import type { GatewayOptions } from '../gateway/options.ts';
import { leftOpen, stillBusy } from './at-rest.ts';
import { brokenStores } from './broken-stores.ts';
import { calm } from './calm.ts';
import { type EventLog, eventLog } from './event-log.ts';
import { scriptOf } from './fault-script.ts';
import { baseUrl, tlsOptions, transports } from './fault-wire.ts';
import { type Instrumented, instrument, type MadeRequest } from './instrument.ts';
import type { KitSubject } from './kit-subject.ts';
import type { Pretend } from './pretend.ts';
import { inProportion } from './times.ts';

/** A gateway over one operation, its API misbehaving as a case says, and one healthy API beside it. */
export interface Stage {
  readonly gateway: Gateway;
  readonly server: MisbehavingServer;
  readonly log: EventLog;
  /** What the source asked for. */
  readonly requests: Instrumented['requests'];
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
  const { Source, requestOf, requests } = instrument(
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
    requests,
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
