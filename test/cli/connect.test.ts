import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { connect } from '../../src/cli/commands/connect.ts';
import { connectionName } from '../../src/datasources/base/auth/kept-connection.ts';
import { fileTokenStore } from '../../src/datasources/base/index.ts';
import { type Heard, type Reply, serve, token } from '../base/auth/token-server.ts';
import { file } from './connecting/source.ts';

const KEY = 'a key of enough characters';

/** Runs the command, with the browser in the hands of the test. */
const running = (flags: Readonly<Record<string, string>> = {}, rest: readonly string[] = ['calendar']) => {
  const printed = { out: '', err: '' };
  let tell: (url: URL) => void = () => {};
  const page = new Promise<URL>((resolve) => {
    tell = resolve;
  });
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.out += String(text);
    const url = /^ {2}(http\S+)$/m.exec(printed.out)?.[1];
    if (url) tell(new URL(url));
    return true;
  });
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed.err += String(text);
    return true;
  });
  const ended = connect.run({ flags: { config: 'test/cli/connecting/breakwater.config.ts', ...flags }, rest });
  ended.catch(() => {});
  return { printed, page, ended };
};

/** What a browser is sent back with. */
const back = (page: URL, answer: Readonly<Record<string, string>>): URL => {
  const url = new URL(page.searchParams.get('redirect_uri') ?? '');
  const said = { state: page.searchParams.get('state') ?? '', ...answer };
  for (const [name, value] of Object.entries(said)) url.searchParams.set(name, value);
  return url;
};

const provider = (answer: (heard: Heard) => Reply = () => token('a-1', { refresh_token: 'r-1' })) => serve(answer);

const at = (url: string) => {
  process.env['BREAKWATER_CALENDAR_BASE_URL'] = `${url}/v1/`;
};

beforeEach(() => {
  process.env['CALENDAR_ID'] = 'client-7';
  process.env['BREAKWATER_TOKENS_KEY'] = KEY;
});
afterEach(() => {
  jest.restoreAllMocks();
  for (const name of ['CALENDAR_ID', 'BREAKWATER_TOKENS_KEY', 'BREAKWATER_CALENDAR_BASE_URL']) delete process.env[name];
  rmSync(file, { force: true });
});

const stored = (url: string, id: string) =>
  fileTokenStore({ file })
    .open([KEY])
    .get(connectionName(new URL(url), 'client-7', id));

describe('when it fails', () => {
  test.each<readonly [string, Readonly<Record<string, string>>, string]>([
    ['is denied', { error: 'access_denied' }, 'access was denied by the user, or by the identity provider'],
    ['fails over there', { error: 'server_error' }, 'the identity provider answered server_error'],
    [
      'fails in words of its own',
      { error: '<b>hunter2</b>', error_description: 'hunter2' },
      'the identity provider answered with an error that RFC 6749 does not know',
    ],
  ])('a sign-in that %s is one sentence, and nothing is stored', async (_what, answer, why) => {
    const server = await provider();
    at(server.url);
    const { printed, page, ended } = running();
    const response = await fetch(back(await page, answer));
    expect(await ended).toBe(1);
    expect(printed.err).toBe(`calendar: ${why}. Nothing was stored.\n`);
    expect([response.status, await response.text()]).toEqual([
      400,
      `${printed.err.trim()} You can close this window.\n`,
    ]);
    expect(server.heard).toEqual([]);
    expect(await stored(server.url, 'default')).toBeUndefined();
  });

  test.each<readonly [string, Reply, string]>([
    [
      'refuses the code',
      { status: 400, body: { error: 'invalid_grant' } },
      'its token endpoint answered invalid_grant',
    ],
    ['fails', { status: 503, body: 'boom' }, 'its token endpoint answered with HTTP 503'],
    ['hangs up', 'reset', 'its token endpoint was asked in vain, the connection broke before an answer came'],
  ])('a token endpoint that %s is one sentence, and the code is sent once', async (_how, reply, why) => {
    const server = await provider(() => reply);
    at(server.url);
    const { printed, page, ended } = running();
    await fetch(back(await page, { code: 'c-1' }));
    expect(await ended).toBe(1);
    expect(printed.err).toBe(`calendar: ${why}. Nothing was stored.\n`);
    expect(server.heard).toHaveLength(1);
  });

  test('an answer with another state, or without one, is refused, and the user is still waited for', async () => {
    const server = await provider();
    at(server.url);
    const { page, ended } = running();
    for (const state of ['other', '']) {
      const stray = await fetch(back(await page, { code: 'c-0', state }));
      expect([stray.status, await stray.text()]).toEqual([400, expect.stringContaining('(wrong state)')]);
    }
    expect(server.heard).toEqual([]);
    expect((await fetch(back(await page, { code: 'c-1' }))).status).toBe(200);
    expect(await ended).toBe(0);
    expect(await stored(server.url, 'default')).toBeDefined();
  });

  test('an answer with another state makes nobody wait for longer', async () => {
    const { printed, page, ended } = running({ timeout: '1' });
    await fetch(back(await page, { code: 'c-0', state: 'other' }));
    expect(await ended).toBe(1);
    expect(printed.err).toBe('calendar: nobody signed in within 1 seconds. Nothing was stored.\n');
  });

  test('a user who does not come is not waited for longer than was said', async () => {
    const { printed, ended } = running({ timeout: '1' });
    expect(await ended).toBe(1);
    expect(printed.err).toBe('calendar: nobody signed in within 1 seconds. Nothing was stored.\n');
  });

  test.each<readonly [readonly string[], Readonly<Record<string, string>>, string]>([
    [[], {}, 'connect takes the name of one source, and got 0: breakwater connect calendar.'],
    [['calender'], {}, 'There is no source "calender". Did you mean "calendar"?'],
    [['days'], {}, 'days asks no users to sign in: that is for sources with auth: oauth2AuthorizationCode(...).'],
    [['calendar'], { timeout: 'x' }, '--timeout must be a whole number from 0 to 86400, not "x".'],
    [['calendar'], { connection: '' }, '--connection must not be empty.'],
  ])('%j with %j is told in a sentence', async (rest, flags, sentence) => {
    await expect(running(flags, rest).ended).rejects.toThrow(sentence);
  });

  test('variables that are not set are named', async () => {
    delete process.env['BREAKWATER_TOKENS_KEY'];
    await expect(running().ended).rejects.toThrow('calendar needs BREAKWATER_TOKENS_KEY in the environment.');
  });

  test('a port that is taken is told', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    try {
      await expect(running({ port: String(port) }).ended).rejects.toThrow(
        `--port ${port}: it is in use. Leave it out to take any.`,
      );
    } finally {
      taken.close();
    }
  });
});

describe('connect', () => {
  test('sends a user to the page with PKCE, exchanges the code, and stores the connection', async () => {
    const server = await provider();
    at(server.url);
    const { printed, page, ended } = running({ connection: 'ada' });
    const url = await page;
    const { state, code_challenge: challenge, ...said } = Object.fromEntries(url.searchParams);
    expect(`${url.origin}${url.pathname}`).toBe(`${server.url}/v1/authorize`);
    expect(said).toEqual({
      tenant: '7',
      access_type: 'offline',
      scope: 'events offline',
      response_type: 'code',
      client_id: 'client-7',
      redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/callback$/),
      code_challenge_method: 'S256',
    });
    expect(state).toMatch(/^[\w-]{43}$/);
    const response = await fetch(back(url, { code: 'c-1' }));
    expect(await ended).toBe(0);
    const form = Object.fromEntries(server.heard[0]?.form ?? []);
    expect(form).toEqual({
      grant_type: 'authorization_code',
      code: 'c-1',
      redirect_uri: said['redirect_uri'],
      code_verifier: expect.stringMatching(/^[\w-]{43}$/),
      client_id: 'client-7',
    });
    expect(
      createHash('sha256')
        .update(form['code_verifier'] ?? '')
        .digest('base64url'),
    ).toBe(challenge);
    expect(await stored(server.url, 'ada')).toBe('{"refresh":"r-1"}');
    const sentence = `calendar: the connection "ada" is stored in ${file}.`;
    expect(printed.out.split('\n').filter(Boolean).at(-1)).toBe(sentence);
    expect([response.status, await response.text()]).toEqual([200, `${sentence} You can close this window.\n`]);
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    for (const secret of ['r-1', 'a-1', 'c-1', form['code_verifier'] ?? '', KEY])
      expect(printed.out + printed.err).not.toContain(secret);
  });

  test('hears of nothing but an answer to its page', async () => {
    const server = await provider();
    at(server.url);
    const { page, ended } = running();
    const url = await page;
    const other = (path: string, method = 'GET') =>
      fetch(new URL(path, url.searchParams.get('redirect_uri') ?? ''), { method });
    const answers = [
      await other('/favicon.ico'),
      await other('/callback'),
      await other('/callback?code=c&state=s', 'POST'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    await fetch(back(url, { code: 'c-1' }));
    expect(await ended).toBe(0);
  });

  test('stores the token itself where no refresh token is given out', async () => {
    const server = await provider(() => token('a-1', { expires_in: 3600 }));
    at(server.url);
    const { page, ended } = running();
    await fetch(back(await page, { code: 'c-1' }));
    expect(await ended).toBe(0);
    expect(JSON.parse((await stored(server.url, 'default')) ?? '')).toEqual({
      access: 'a-1',
      expiresAtEpochMs: expect.any(Number),
    });
  });
});
