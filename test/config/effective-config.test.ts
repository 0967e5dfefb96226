import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { effectiveConfig } from '../../src/config/effective-config.ts';
import { basic } from '../../src/datasources/base/index.ts';
import { silentLog } from '../../src/gateway/log.ts';
import type { GatewayOptions } from '../../src/gateway/options.ts';
import { breakwater } from '../cli/run.ts';
import { looseSource } from '../schema/loose-source.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakwater-config-'));
  writeFileSync(join(folder, 'password'), 'hunter2');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const crm = looseSource('crm', () => ({}), {
  baseUrl: 'https://{tenant}.example.com/',
  baseUrlFrom: { tenant: 'CRM_TENANT' },
  auth: basic({ user: 'CRM_USER', password: 'CRM_PASSWORD' }),
  timeouts: { totalMs: 8_000, attemptMs: 4_000, connectMs: 700 },
  retry: { capMs: 1_500 },
  breaker: false,
  headers: { 'x-key': 'hunter2' },
});
const inForce = (environment: Record<string, string>, options: Partial<GatewayOptions> = {}, flags = {}) =>
  effectiveConfig(
    {
      options: { sources: [crm], typeDefs: 'type Query { a: ID }', log: silentLog, environment, ...options },
      simulators: [],
    },
    flags,
  );
const settingOf = (config: ReturnType<typeof inForce>, name: string) => {
  const all = [...config.gateway, ...config.sources.flatMap(({ settings }) => settings)];
  const { value, origin, by } = all.find((each) => each.name === name) ?? {};
  return [value, origin, ...(by ?? [])];
};

describe('what a configuration holds in secret', () => {
  test('is told of by where it is, and never by what it is', () => {
    const config = inForce({
      CRM_TENANT: 'acme',
      CRM_USER: 'hunter2',
      CRM_PASSWORD_FILE: join(folder, 'password'),
      HTTPS_PROXY: 'http://ada:hunter2@proxy.example:3128',
    });
    expect(config.sources[0]?.credentials).toEqual([
      { variable: 'CRM_USER', state: 'set', from: 'CRM_USER' },
      { variable: 'CRM_PASSWORD', state: 'set', from: `CRM_PASSWORD_FILE ${join(folder, 'password')}` },
      { variable: 'CRM_TENANT', state: 'set', from: 'CRM_TENANT' },
    ]);
    expect(settingOf(config, 'proxy')).toEqual(['http://***@proxy.example:3128/', 'environment', 'HTTPS_PROXY']);
    expect(JSON.stringify(config)).not.toContain('hunter2');
    expect(JSON.stringify(inForce({ BREAKWATER_CRM_BASE_URL: 'https://ada:hunter2@x.example/' }))).not.toContain(
      'hunter2',
    );
  });

  test('is missing where nothing is set', () => {
    expect(inForce({}).sources[0]?.credentials).toEqual([
      { variable: 'CRM_USER', state: 'missing' },
      { variable: 'CRM_PASSWORD', state: 'missing' },
      { variable: 'CRM_TENANT', state: 'missing' },
    ]);
  });
});

describe('a value in force', () => {
  test.each<[string, Record<string, string>, Partial<GatewayOptions>, object, readonly unknown[]]>([
    ['port', {}, {}, {}, [4_000, 'default']],
    ['port', {}, { port: 4_001 }, {}, [4_001, 'config']],
    ['port', {}, { port: 4_001 }, { port: 4_002 }, [4_002, 'flag', '--port']],
    ['baseUrl', { CRM_TENANT: 'acme' }, {}, {}, ['https://acme.example.com/', 'environment', 'CRM_TENANT']],
    ['baseUrl', {}, { baseUrls: { crm: 'http://c.example/' } }, {}, ['http://c.example/', 'config']],
    [
      'baseUrl',
      { BREAKWATER_CRM_BASE_URL: 'http://e.example/' },
      { baseUrls: { crm: 'http://c.example/' } },
      {},
      ['http://e.example/', 'environment', 'BREAKWATER_CRM_BASE_URL'],
    ],
    ['timeouts.totalMs', {}, {}, {}, [8_000, 'source']],
    ['timeouts.totalMs', {}, { timeouts: { crm: { totalMs: 5_000 } } }, {}, [5_000, 'config']],
    [
      'timeouts.attemptMs',
      { BREAKWATER_CRM_TIMEOUT_MS: '900' },
      {},
      {},
      [900, 'environment', 'BREAKWATER_CRM_TIMEOUT_MS'],
    ],
    ['timeouts.connectMs', {}, {}, {}, [700, 'source']],
    ['timeouts.connectMs', {}, { timeouts: { crm: { attemptMs: 500 } } }, {}, [500, 'config']],
    ['breaker', {}, {}, {}, [null, 'source']],
    ['hedge', {}, {}, {}, [null, 'default']],
    ['retry.maxAttempts', {}, {}, {}, [3, 'default']],
    ['retry.capMs', {}, {}, {}, [1_500, 'source']],
    ['retry.capMs', {}, { timeouts: { crm: { totalMs: 1_000 } } }, {}, [250, 'config']],
    ['disabled', {}, { disabled: ['crm'] }, {}, [true, 'config']],
    ['disabled', { BREAKWATER_DISABLED: 'crm' }, {}, {}, [true, 'environment', 'BREAKWATER_DISABLED']],
    ['proxy', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'example.com' }, {}, {}, [null, 'default']],
  ])('%s says who said it: %j %j %j', (name, environment, options, flags, expected) => {
    expect(settingOf(inForce(environment, options, flags), name)).toEqual(expected);
  });

  test('is printed by the command, with a warning for a variable that means nothing', async () => {
    const env = { BREAKWATER_ECB_TIMEOUT_MS: '2500', BREAKWATER_ECB_TIMEOUT: '1', BREAKWATER_DISABLED: 'usgs' };
    const { code, out } = await breakwater(['config', '--port', '4242'], { env });
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}port +4242 +flag --port$/m);
    expect(out).toMatch(
      /^source ecb\n(?: {2}.*\n)*? {2}timeouts\.totalMs +2500 +environment BREAKWATER_ECB_TIMEOUT_MS$/m,
    );
    expect(out).toMatch(/^source usgs\n.*\n {2}disabled +true +environment BREAKWATER_DISABLED$/m);
    expect(out).toContain('warning: BREAKWATER_ECB_TIMEOUT means nothing here.');
    const json = await breakwater(['config', '--json'], { env });
    expect(Object.keys(JSON.parse(json.out))).toEqual(['gateway', 'sources', 'warnings']);
  });

  test('that cannot be meant ends the command with a sentence', async () => {
    const { code, out, err } = await breakwater(['config'], { env: { BREAKWATER_ECB_TIMEOUT_MS: 'soon' } });
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^BREAKWATER_ECB_TIMEOUT_MS must be a whole number of milliseconds/);
  });
});
