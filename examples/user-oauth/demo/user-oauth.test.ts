import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type CalendarServer, startCalendar } from './calendar-server.ts';

const LIFE_S = 2;
const textOf = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

let calendar: CalendarServer;
let folder: string;
let running: ChildProcess[];
beforeEach(async () => {
  calendar = await startCalendar({ lifeS: LIFE_S });
  folder = mkdtempSync(join(tmpdir(), 'user-oauth-'));
  running = [];
});
afterEach(async () => {
  for (const child of running.filter(({ exitCode }) => exitCode === null)) {
    child.kill();
    await once(child, 'exit');
  }
  await calendar.stop();
  rmSync(folder, { recursive: true });
});

/** A command of its own process, in a folder of its own. */
const breakwater = (...args: readonly string[]) => {
  const { NODE_OPTIONS: _, NODE_ENV: __, ...inherited } = process.env;
  const config = resolve('examples/user-oauth/breakwater.config.ts');
  const child = spawn(process.execPath, [resolve('bin/breakwater.js'), ...args, '--config', config], {
    cwd: folder,
    env: {
      ...inherited,
      CALENDAR_ID: 'demo',
      BREAKWATER_TOKENS_KEY: 'a key of enough characters',
      BREAKWATER_CALENDAR_BASE_URL: calendar.baseUrl,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let text = '';
  const heard = (pattern: RegExp) =>
    new Promise<string>((found, lost) => {
      const look = () => {
        const match = pattern.exec(text)?.[1];
        if (match !== undefined) found(match);
      };
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => {
          text += chunk.toString();
          look();
        });
      child.once('close', (code) => lost(new Error(`ended with ${code}: ${text}`)));
    });
  return { heard, closed: once(child, 'close').then(([code]) => ({ code: code as number, text })) };
};

/** A user whose browser is sent through the sign-in. */
const connect = async (user: string) => {
  const command = breakwater('connect', 'calendar', '--connection', user);
  const page = new URL(await command.heard(/^ {2}(http\S+)$/m));
  expect(await (await fetch(page)).text()).toContain(`>${user}</a>`);
  page.searchParams.set('as', user);
  expect((await fetch(page)).status).toBe(200);
  expect(await command.closed).toMatchObject({
    code: 0,
    text: expect.stringContaining(`calendar: the connection "${user}" is stored in .breakwater/connections.\n`),
  });
};

const start = async () => {
  const url = await breakwater('start', '--port', '0').heard(/(http:\S+\/graphql)[\s\S]*Ctrl-C/);
  return async (user?: string) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(user === undefined ? {} : { 'x-user': user }) },
      body: JSON.stringify({ query: '{ events { title } }' }),
    });
    return response.json();
  };
};

const answered = (...titles: readonly string[]) => ({ data: { events: titles.map((title) => ({ title })) } });
const refused = { data: { events: null }, errors: [{ extensions: { code: 'UPSTREAM_AUTH_FAILED', sent: 'no' } }] };
const adas = answered('Tea with Charles', 'Note G');
const bobs = answered('Dentist');

describe('when it fails', () => {
  it('says how to connect to whoever is not connected, and sends nothing for nobody', async () => {
    const ask = await start();
    expect(await ask('ada')).toMatchObject(refused);
    expect(JSON.stringify(await ask('ada'))).toContain('breakwater connect calendar');
    expect(await ask()).toMatchObject(refused);
    expect(calendar.wire).toEqual([]);
  });
});

it('lets two users sign in, shows each their own events, and renews their tokens', async () => {
  const ask = await start();
  // While the gateway runs: it finds them by itself.
  await connect('ada');
  await connect('bob');
  expect(await Promise.all([ask('ada'), ask('bob'), ask('ada'), ask('bob')])).toEqual([adas, bobs, adas, bobs]);
  expect(calendar.wire.toSorted()).toEqual(['GET events ada', 'GET events bob']);
  expect(await ask('carol')).toMatchObject(refused);
  await new Promise((done) => setTimeout(done, LIFE_S * 1_000 + 100));
  expect(await Promise.all([ask('bob'), ask('ada')])).toEqual([bobs, adas]);
  expect(calendar.wire.toSorted()).toEqual(['GET events ada', 'GET events ada', 'GET events bob', 'GET events bob']);
  // Two each: one at the first call, one after its end. None was sent twice.
  expect(calendar.refreshed).toHaveLength(4);
  expect(new Set(calendar.refreshed).size).toBe(4);
  const file = join(folder, '.breakwater/connections');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  for (const token of calendar.refreshed) expect(readFileSync(file, 'utf8')).not.toContain(token);
});

it('is at most 30 lines long', () => {
  const lines = ['schema.graphql', 'source.ts']
    .flatMap((file) => textOf(file).split('\n'))
    .filter((line) => !/^\s*(#|\/\/|\/?\*|$)/.test(line));
  process.stdout.write(`user-oauth: ${lines.length} lines of SDL and source, without blank ones and comments\n`);
  expect(lines.length).toBeLessThanOrEqual(30);
});
