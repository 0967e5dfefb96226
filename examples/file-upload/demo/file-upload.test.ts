import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createGateway } from 'breakwater';
import { Storage } from '../source.ts';
import { type StorageServer, startStorage, TOKEN } from './storage-server.ts';

const textOf = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

const ends: (() => unknown)[] = [];
let storage: StorageServer;
beforeEach(async () => {
  storage = await startStorage();
  ends.push(() => storage.stop());
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A gateway in this process, and all that it logs. */
const open = (baseUrl = storage.baseUrl) => {
  const logged: unknown[] = [];
  const note = (...words: unknown[]) => void logged.push(words);
  const gateway = createGateway({
    sources: [Storage],
    typeDefs: textOf('schema.graphql'),
    baseUrls: { storage: baseUrl },
    environment: { STORAGE_TOKEN: TOKEN },
    log: { debug: note, info: note, warn: note, error: note },
  });
  ends.push(() => gateway.stop());
  const ask = async (query: string, variables: Readonly<Record<string, unknown>> = {}) => {
    const { data, errors = [] } = await gateway.execute({ query, variables, headers: { 'x-request-id': 'r1' } });
    return { data: JSON.parse(JSON.stringify(data ?? null)) as unknown, errors };
  };
  return { ask, logged };
};
type Asking = ReturnType<typeof open>['ask'];

interface Upload {
  readonly id: string;
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly expiresAt: string;
}

const START = `mutation ($input: UploadInput!, $key: ID) {
  startUpload(input: $input, key: $key) { id url headers { name value } expiresAt }
}`;
const FINISH = 'mutation ($id: ID!) { finishUpload(id: $id) { id name type size sha256 } }';
const png = (size: number) => ({ name: 'cat.png', type: 'image/png', size });

const start = async (ask: Asking, input: object, key?: string): Promise<Upload> => {
  const { data, errors } = await ask(START, { input, key });
  expect(errors).toEqual([]);
  return (data as { readonly startUpload: Upload }).startUpload;
};

/** Sends as many bytes to a place, without holding them. @returns the status, and the hash of what was sent */
const put = async ({ url, headers }: Upload, size: number) => {
  const chunk = Buffer.alloc(65_536, 'breakwater');
  const hash = createHash('sha256');
  const chunks = function* () {
    for (let left = size; left > 0; left -= chunk.length) {
      const part = chunk.subarray(0, Math.min(left, chunk.length));
      hash.update(part);
      yield part;
    }
  };
  const said = Object.fromEntries(headers.map(({ name, value }) => [name, value]));
  const request = httpRequest(url, { method: 'PUT', headers: { ...said, 'content-length': size } });
  const answered = once(request, 'response') as Promise<[IncomingMessage]>;
  await pipeline(Readable.from(chunks()), request);
  const [response] = await answered;
  response.resume();
  return { status: response.statusCode, sha256: hash.digest('hex') };
};

describe('when it fails', () => {
  it('tells which fields of a file are not taken, and no more of the answer', async () => {
    const { ask } = open();
    const { data, errors } = await ask(START, { input: { name: 'a', type: 'text/html', size: 2 ** 30 } });
    expect(data).toEqual({ startUpload: null });
    expect(errors.map(({ extensions }) => extensions)).toEqual([
      {
        code: 'UPSTREAM_REJECTED',
        source: 'storage',
        retryable: false,
        sent: 'yes',
        requestId: 'r1',
        fields: [
          { path: ['input', 'type'], code: 'not_allowed' },
          { path: ['input', 'size'], code: 'out_of_range' },
        ],
      },
    ]);
    expect(inspect(errors, { depth: 9 })).not.toContain('words for people');
  });

  it('is refused by the storage after the URL has expired, and nothing is there', async () => {
    const { ask } = open();
    const upload = await start(ask, png(5));
    storage.pass(301_000);
    expect((await put(upload, 5)).status).toBe(403);
    const { data, errors } = await ask(FINISH, { id: upload.id });
    expect(data).toEqual({ finishUpload: null });
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['UPSTREAM_CONFLICT']);
    expect((await ask('query ($id: ID!) { file(id: $id) { id } }', { id: upload.id })).data).toEqual({ file: null });
  });

  it('is refused by the storage if it is not the file that was announced', async () => {
    const upload = await start(open().ask, png(5));
    expect((await put(upload, 6)).status).toBe(403);
    const html = { ...upload, headers: [{ name: 'content-type', value: 'text/html' }] };
    expect((await put(html, 5)).status).toBe(403);
    const forged = { ...upload, url: upload.url.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) };
    expect((await put(forged, 5)).status).toBe(403);
    expect((await put(upload, 5)).status).toBe(204);
  });

  it('gives the same place to an attempt whose answer was lost', async () => {
    const { ask } = open();
    storage.loseNextAnswer();
    expect((await start(ask, png(5))).id).toBe('u1');
    expect(storage.keys).toEqual([expect.stringMatching(/^[\w-]{36}$/), storage.keys[0]]);
    expect((await start(ask, png(5))).id).toBe('u2');
  });

  it('gives the same place to a client that asks again with its own key', async () => {
    const { ask } = open();
    const [one, two] = [await start(ask, png(5), 'my-key'), await start(ask, png(5), 'my-key')];
    expect([one.id, two.id, two.url === one.url]).toEqual(['u1', 'u1', true]);
    expect((await start(ask, png(5), 'another')).id).toBe('u2');
    expect(storage.keys).toEqual(['my-key', 'my-key', 'another']);
  });

  const SIGNED = 'http://storage.test/v1/objects/u1?expires=9&signature=c2lnbmF0dXJl';
  const good = { id: 'u1', url: SIGNED, headers: {}, expiresAt: '2026-11-23T00:00:00Z' };
  const problems = { errors: [{ pointer: SIGNED, code: SIGNED, detail: SIGNED, field: SIGNED }], title: SIGNED };
  it.each<[what: string, status: number, body: unknown, headers?: Readonly<Record<string, string>>]>([
    ['is as it must be', 201, good],
    ['has an end that is none', 201, { ...good, expiresAt: SIGNED }],
    ['has the URL where it does not fit', 201, { ...good, headers: SIGNED, id: { url: SIGNED } }],
    ['is cut off', 201, JSON.stringify(good).slice(0, -3)],
    ['is no JSON', 201, `<html>${SIGNED}</html>`],
    ['fails', 500, good],
    ['leads elsewhere', 307, good, { location: SIGNED }],
    ['says what is wrong by it', 422, problems, { 'content-type': 'application/problem+json' }],
    ['says that there is one', 409, good, { location: SIGNED }],
  ])('never shows the URL in a log or an error, where the answer %s', async (_what, status, body, headers = {}) => {
    const server = createHttpServer((_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ends.push(
      () => server.close(),
      () => server.closeAllConnections(),
    );
    const { ask, logged } = open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`);
    const { errors } = await ask(START, { input: png(5) });
    expect(errors.length > 0).toBe(body !== good || status !== 201);
    expect(logged.length).toBeGreaterThan(1);
    const seen = `${JSON.stringify([errors, logged])}${inspect([errors, logged], { depth: 20 })}`;
    for (const part of ['c2lnbmF0dXJl', 'signature=', 'storage.test']) expect(seen).not.toContain(part);
  });
});

/** A wire that counts what goes over it, in bytes. */
const counted = async (to: number) => {
  const count = { there: 0, back: 0 };
  const server = createServer((client) => {
    const target = connect(to, '127.0.0.1');
    for (const socket of [client, target]) socket.on('error', () => client.destroy() && target.destroy());
    client.on('data', (chunk: Buffer) => {
      count.there += chunk.length;
    });
    target.on('data', (chunk: Buffer) => {
      count.back += chunk.length;
    });
    client.pipe(target).pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, count };
};

it('takes 20 MB to the storage, and none of it through the gateway', async () => {
  const gateway = fork(new URL('./gateway-process.ts', import.meta.url), {
    execArgv: [],
    env: { ...process.env, STORAGE_TOKEN: TOKEN, STORAGE_BASE_URL: storage.baseUrl },
  });
  ends.push(async () => {
    const gone = once(gateway, 'exit');
    gateway.disconnect();
    await gone;
  });
  const told = async () => ((await once(gateway, 'message')) as [unknown])[0];
  const memory = () => {
    const answer = told() as Promise<number>;
    gateway.send('memory');
    return answer;
  };
  const wire = await counted(Number(new URL(String(await told())).port));
  const ask: Asking = async (query, variables) => {
    const body = JSON.stringify({ query, variables });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(wire.url, { method: 'POST', headers, body });
    const { data, errors = [] } = (await answer.json()) as { data: unknown; errors?: [] };
    return { data, errors };
  };

  const size = 20 * 2 ** 20;
  const upload = await start(ask, png(size));
  const before = await memory();
  const { status, sha256 } = await put(upload, size);
  expect(status).toBe(204);
  expect(await ask(FINISH, { id: upload.id })).toEqual({
    data: { finishUpload: { id: 'u1', ...png(size), sha256 } },
    errors: [],
  });
  const file = 'query ($id: ID!) { file(id: $id) { name sha256 } }';
  expect((await ask(file, { id: 'u1' })).data).toEqual({ file: { name: 'cat.png', sha256 } });

  expect(storage.wire).toEqual([
    expect.stringMatching(/^POST uploads \d\d$/),
    `PUT objects/u1 ${size}`,
    'POST uploads/u1/finish 0',
    'GET files/u1 0',
  ]);
  // Three questions with their answers.
  expect(wire.count.there + wire.count.back).toBeLessThan(8_000);
  expect((await memory()) - before).toBeLessThan(8 * 1024);
});

it('is at most 50 lines long', () => {
  const lines = ['schema.graphql', 'source.ts']
    .flatMap((file) => textOf(file).split('\n'))
    .filter((line) => !/^\s*(#|\/\/|\/?\*|$)/.test(line));
  process.stdout.write(`file-upload: ${lines.length} lines of SDL and source, without blank ones and comments\n`);
  expect(lines.length).toBeLessThanOrEqual(50);
});
