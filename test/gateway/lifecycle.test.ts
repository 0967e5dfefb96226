import { once } from 'node:events';
import { Agent, createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Auth, apiKey, basic, bearer, type Transport } from '../../src/datasources/base/index.ts';
import { createGateway, type GatewayRequest } from '../../src/gateway/create-gateway.ts';
import { silentLog } from '../../src/gateway/log.ts';
import { type GatewayOptions, OptionsError } from '../../src/gateway/options.ts';
import { ask, openThings } from '../schema/asked.ts';
import { looseSource } from '../schema/loose-source.ts';
import { graph } from './graph.ts';

const things = openThings();
afterEach(() => things.end());

const PING = { query: '{ ping }' };
const STOPPED = 'This gateway was stopped. Make another with createGateway.';

describe('when it fails', () => {
  test('a port that is taken is a sentence, and another try may succeed', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const gateway = things.gateway({ ...graph, port });
    const first = gateway.start();
    await expect(first).rejects.toThrow(
      `Port ${port} is in use. Choose another: --port 4001, or port in breakwater.config.ts.`,
    );
    await expect(first).rejects.toBeInstanceOf(OptionsError);
    await new Promise((resolve) => taken.close(resolve));
    expect(await gateway.start()).toEqual({ url: `http://127.0.0.1:${port}/graphql` });
  });

  test("an address that is not one of this machine's is a sentence", async () => {
    await expect(things.gateway({ ...graph, host: '192.0.2.1' }).start()).rejects.toThrow(
      "The address 192.0.2.1 is not one of this machine's.",
    );
  });

  test('starting twice is an error, and the first goes on', async () => {
    const gateway = things.gateway(graph);
    const { url } = await gateway.start();
    await expect(gateway.start()).rejects.toThrow('This gateway serves already.');
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(url, { method: 'POST', headers, body: JSON.stringify(PING) })).status).toBe(200);
  });

  test('starting or asking after it was stopped is an error', async () => {
    const gateway = things.gateway(graph);
    await gateway.start();
    await gateway.stop();
    await expect(gateway.start()).rejects.toThrow(new RegExp(`already|${STOPPED}`));
    await expect(gateway.execute(PING)).rejects.toThrow(STOPPED);
    const unused = things.gateway(graph);
    await unused.stop();
    await expect(unused.start()).rejects.toThrow(STOPPED);
  });

  test.each<[string, Partial<Record<keyof GatewayOptions, unknown>>, string]>([
    ['a port', { port: 70_000 }, 'port must be a whole number from 0 to 65535, not 70000.'],
    ['a deadline', { deadlineMs: 0 }, 'deadlineMs must be a positive number, not 0.'],
    ['a body size', { maxRequestBytes: Number.NaN }, 'maxRequestBytes must be a whole number from 1, not NaN.'],
    ['deadlines', { deadlineMs: 70_000 }, 'deadlineMs (70000) must not exceed maxDeadlineMs (60000).'],
    ['sources', { sources: {} }, 'sources must be a list of classes that extend DataSource.'],
    ['a source', { sources: [undefined] }, 'sources must be a list of classes that extend DataSource.'],
    ['SDL', { typeDefs: undefined }, 'typeDefs must be SDL: text, a Source, a parsed document, or a list of them.'],
  ])('%s that cannot work is a sentence', (_, options, sentence) => {
    expect(() => createGateway({ ...graph, ...options } as GatewayOptions)).toThrow(new OptionsError(sentence));
  });
});

describe('what execute cannot run', () => {
  const refused = (message: string) => ({
    errors: [{ message, extensions: { code: 'BAD_REQUEST', requestId: 'r' } }],
  });
  const headers = { 'x-request-id': 'r' };

  test.each<[string, object, string]>([
    ['a number', { query: 5 }, 'query must be GraphQL text, or a parsed document.'],
    [
      'an object that is no document',
      { query: { kind: 'Document' } },
      'query must be GraphQL text, or a parsed document.',
    ],
    ['no query', {}, 'query must be GraphQL text, or a parsed document.'],
    ['variables in a list', { ...PING, variables: [1] }, 'variables must be an object.'],
    ['a name that is no text', { ...PING, operationName: 5 }, 'operationName must be text.'],
    [
      'a deadline that is no number',
      { ...PING, headers: { ...headers, 'breakwater-timeout-ms': 'soon' } },
      'The header breakwater-timeout-ms must be a whole number of milliseconds, from 1.',
    ],
  ])('%s is refused in a sentence, and no more than that', async (_, request, sentence) => {
    const result = await things.gateway(graph).execute({ headers, ...request } as unknown as GatewayRequest);
    expect(result).toEqual(refused(sentence));
  });

  test('nothing at all is refused, and so is a document that cannot be written', async () => {
    const gateway = things.gateway(graph);
    const code = async (request: unknown) =>
      (await gateway.execute(request as GatewayRequest)).errors?.map(({ extensions }) => extensions?.['code']);
    expect(await code(undefined)).toEqual(['BAD_REQUEST']);
    expect(await code({ query: { kind: 'Document', definitions: [5] } })).toEqual(['INTERNAL_SERVER_ERROR']);
  });

  test('null variables and a null name are none', async () => {
    const request = { ...PING, variables: null, operationName: null } as unknown as GatewayRequest;
    expect(await ask(things.gateway(graph), request)).toEqual({ data: { ping: 'pong' } });
  });
});

describe('a missing credential', () => {
  const keyed = (required = false) => [
    looseSource('slow', ({ get }) => ({ thing: get('Thing', () => 'thing') }), {
      auth: apiKey({ query: 'key', env: 'THING_KEY' }),
      required,
    }),
    looseSource('other', () => ({}), { auth: bearer({ env: 'OTHER_TOKEN' }) }),
  ];

  test('keeps a gateway from starting in production, all of them in one text', () => {
    const create = (environment: Record<string, string>) =>
      createGateway({ ...graph, sources: keyed(), production: true, environment });
    expect(() => create({ THING_KEY: ' ' })).toThrow(
      new OptionsError('slow needs THING_KEY in the environment.\nother needs OTHER_TOKEN in the environment.'),
    );
    expect(() => create({ THING_KEY: 'k', OTHER_TOKEN: 't' })).not.toThrow();
  });

  test('that is required keeps it from starting in development too', () => {
    expect(() =>
      createGateway({ ...graph, sources: keyed(true), production: false, environment: {}, log: silentLog }),
    ).toThrow(new OptionsError('slow needs THING_KEY in the environment.'));
  });

  test('is a warning in development, and the fields of its source fail unsent', async () => {
    const warnings: unknown[] = [];
    const log = {
      debug: () => {},
      info: () => {},
      warn: (event: object, text: string) => warnings.push([event, text]),
      error: () => {},
    };
    const api = await things.api(() => ({ id: 1 }));
    const gateway = things.gateway({
      ...graph,
      sources: keyed(),
      environment: {},
      log,
      baseUrls: { slow: api.baseUrl },
    });
    expect(warnings).toEqual([
      [
        { source: 'slow', missing: ['THING_KEY'] },
        'slow needs THING_KEY in the environment; until then its fields fail with UPSTREAM_AUTH_FAILED.',
      ],
      [
        { source: 'other', missing: ['OTHER_TOKEN'] },
        'other needs OTHER_TOKEN in the environment; until then its fields fail with UPSTREAM_AUTH_FAILED.',
      ],
    ]);
    expect(await ask(gateway, '{ ping thing { id } }')).toMatchObject({
      data: { ping: 'pong', thing: null },
      errors: [{ extensions: { code: 'UPSTREAM_AUTH_FAILED', source: 'slow', retryable: false, sent: 'no' } }],
    });
    expect(api.wire).toEqual([]);
  });
});

describe('a credential that cannot be sent', () => {
  const UNFIT =
    'in the environment cannot be sent in a header; it holds a line break, or another character that no header may hold.';
  const start = (auth: Auth, environment: Record<string, string>, production = false) => {
    const sources = [looseSource('slow', ({ get }) => ({ thing: get('Thing', () => 'thing') }), { auth })];
    return () => void createGateway({ ...graph, sources, environment, production, log: silentLog });
  };
  const both: Auth = {
    variables: ['ONE', 'TWO'],
    sign: ([one, two]) => ({ headers: { 'x-key': `${one}\n${two}` } }),
  };

  test.each<[string, Auth, Record<string, string>, string]>([
    ['a line break', bearer({ env: 'TOKEN' }), { TOKEN: 'sec\nret' }, 'TOKEN'],
    ['a carriage return', apiKey({ header: 'x-key', env: 'KEY' }), { KEY: 'sec\rret' }, 'KEY'],
    ['a character beyond Latin-1', bearer({ env: 'TOKEN' }), { TOKEN: 'secret…' }, 'TOKEN'],
    [
      'a line break in one of two',
      { ...both, sign: (all) => ({ headers: { x: all.join() } }) },
      { ONE: '1', TWO: '2\n2' },
      'TWO',
    ],
    ['a line break that signing adds', both, { ONE: '1', TWO: '2' }, 'ONE or TWO'],
  ])('for %s keeps a gateway from starting, in development too, and is not told', (_, auth, environment, named) => {
    const sentence = `slow: the value of ${named} ${UNFIT}`;
    expect(start(auth, environment)).toThrow(new OptionsError(sentence));
    expect(start(auth, environment, true)).toThrow(new OptionsError(sentence));
  });

  test('does not come of blanks around it, of what a query may hold, or of what Basic encodes', () => {
    expect(start(bearer({ env: 'TOKEN' }), { TOKEN: ' secret\r\n' })).not.toThrow();
    expect(start(apiKey({ query: 'key', env: 'KEY' }), { KEY: 'sec\nret' })).not.toThrow();
    expect(start(basic({ user: 'U', password: 'P' }), { U: 'ada', P: 'sec…ret' })).not.toThrow();
  });
});

describe('stop', () => {
  test('ends within 2 s, with a call that hangs, a resolver that hangs, and a connection that is kept', async () => {
    let heard = () => {};
    const asked = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const api = await things.api(() => heard());
    const gateway = things.gateway({ ...graph, baseUrls: { slow: api.baseUrl } });
    const { url } = await gateway.start();
    const agent = new Agent({ keepAlive: true });
    const post = (query: string) => {
      const request = httpRequest(url, { agent, method: 'POST', headers: { 'content-type': 'application/json' } });
      request.on('error', () => {});
      request.end(JSON.stringify({ query }));
      return request;
    };
    const [idle] = (await once(post('{ ping }'), 'response')) as [NodeJS.ReadableStream];
    idle.resume();
    await once(idle, 'end');
    const executing = ask(gateway, '{ stuck }');
    const hanging = once(post('{ stuck thing { id } }'), 'response') as Promise<[AsyncIterable<Buffer>]>;
    await asked;

    const start = performance.now();
    await gateway.stop();
    expect(performance.now() - start).toBeLessThan(2_000);

    const [response] = await hanging;
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    const answer = JSON.parse(Buffer.concat(chunks).toString()) as { errors: { extensions: { code: string } }[] };
    expect(answer.errors.map(({ extensions }) => extensions.code)).toEqual(['CANCELLED', 'CANCELLED']);
    expect(await executing).toMatchObject({ errors: [{ extensions: { code: 'CANCELLED' } }] });
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    agent.destroy();
  });

  test('is harmless twice, and at once after start', async () => {
    const gateway = things.gateway(graph);
    const started = gateway.start();
    await Promise.all([gateway.stop(), gateway.stop()]);
    const { url } = await started;
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  test('leaves a transport to whoever brought it', async () => {
    let closed = 0;
    const transport: Transport = {
      send: () => Promise.reject(new Error('nothing is sent')),
      close: () => {
        closed += 1;
      },
    };
    const gateway = things.gateway({ ...graph, transport });
    await gateway.execute(PING);
    await gateway.stop();
    expect(closed).toBe(0);
  });
});
