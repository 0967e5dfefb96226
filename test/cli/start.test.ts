import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { breakwater, ended, servedAt, spawnBreakwater } from './run.ts';

const ask = async (url: string, query: string): Promise<unknown> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
};

const query =
  '{ country(code: "JP") { name currencies { code rate { value } } capital { weather { temperatureC } } } }';

describe('start', () => {
  test('says in one sentence that a Node is too old', () => {
    const old = ['/usr/local/bin/node', '/usr/bin/node']
      .filter((path) => existsSync(path))
      .find((path) => Number(execFileSync(path, ['-p', 'process.versions.node.split(".")[0]'])) < 24);
    // Where every Node is new enough, an old one is played.
    const env = { ...process.env, NODE_OPTIONS: '' };
    const args = ['bin/breakwater.js', 'start'];
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '20.1.0' }); process.argv.splice(1, 0, 'bin/breakwater.js'); await import(process.cwd() + '/bin/breakwater.js');`;
    const run = (): string => {
      try {
        return old
          ? execFileSync(old, args, { env, stdio: 'pipe' }).toString()
          : execFileSync(process.execPath, ['--input-type=module', '-e', pretend, 'start'], {
              env,
              stdio: 'pipe',
            }).toString();
      } catch (error) {
        const { status, stderr } = error as { status: number; stderr: Buffer };
        return `${status} ${stderr.toString()}`;
      }
    };
    expect(run()).toMatch(/^2 breakwater needs Node 24\.5 or newer, and this is Node \d+\.\d+\.\d+[^\n]*\.\n$/);
  });

  test('answers all else while an API is down, and stops within two seconds of a signal', async () => {
    const child = spawnBreakwater(['start', '--port', '0', '--without', 'ecb']);
    const end = ended(child);
    const url = await servedAt(child);
    expect(await ask(url, query)).toMatchObject({
      data: {
        country: {
          name: 'Japan',
          currencies: [{ code: 'JPY', rate: null }],
          capital: { weather: { temperatureC: expect.any(Number) } },
        },
      },
      errors: [
        { path: ['country', 'currencies', 0, 'rate'], extensions: { code: 'UPSTREAM_UNREACHABLE', source: 'ecb' } },
      ],
    });
    const start = performance.now();
    child.kill('SIGTERM');
    const { code, out, err } = await end;
    expect(performance.now() - start).toBeLessThan(2_000);
    expect({ code, err: err.split('\n').filter((line) => line !== '' && !line.startsWith('{')) }).toEqual({
      code: 0,
      err: [],
    });
    expect(out).toMatch(/ecb +stopped/);
    expect(out).toMatch(/worldbank +simulated +country, indicators/);
    expect(out).toMatch(/query Japan \{/);
  });

  test('says which failures are rehearsed', async () => {
    const child = spawnBreakwater(['start', '--port', '0', '--demo', '--drill', 'ecb=slow,worldbank=C1']);
    const end = ended(child);
    await servedAt(child);
    child.kill('SIGINT');
    const { out } = await end;
    expect(out).toContain(
      '\nDrill: ecb fails by M7, every answer is too slow.\nDrill: worldbank fails by C1, the connection is refused.\n',
    );
  });

  test('SIGINT stops it too, as soon as it has said that it runs', async () => {
    const child = spawnBreakwater(['start', '--port', '0', '--demo']);
    const end = ended(child);
    await servedAt(child);
    const start = performance.now();
    child.kill('SIGINT');
    expect((await end).code).toBe(0);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe('query', () => {
  test('prints errors beside data, and exits with 1', async () => {
    const { code, out } = await breakwater(['query', query, '--without', 'ecb']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      data: { country: { name: 'Japan' } },
      errors: [{ extensions: { source: 'ecb' } }],
    });
  });

  test('prints errors alone, and exits with 1', async () => {
    const { code, out } = await breakwater(['query', '{ nonsense }']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
  });

  test('prints the answer of its own gateway, and of a running one', async () => {
    const own = await breakwater(['query', query]);
    expect(own.code).toBe(0);
    expect(own.err).toBe('');
    const child = spawnBreakwater(['start', '--port', '0']);
    const end = ended(child);
    const url = await servedAt(child);
    const running = await breakwater(['query', query, '--url', url]);
    child.kill('SIGTERM');
    await end;
    expect(JSON.parse(running.out)).toEqual(JSON.parse(own.out));
    expect(JSON.parse(own.out)).toMatchObject({
      data: { country: { name: 'Japan', currencies: [{ rate: { value: expect.any(String) } }] } },
    });
  });

  test('takes variables, an operation name and a deadline', async () => {
    const text = 'query One($code: ID!) { country(code: $code) { name } } query Two { __typename }';
    const { code, out } = await breakwater([
      'query',
      text,
      '--operation',
      'One',
      '--variables',
      '{"code":"FR"}',
      '--timeout',
      '5000',
    ]);
    expect({ code, answer: JSON.parse(out) }).toEqual({ code: 0, answer: { data: { country: { name: 'France' } } } });
  });
});
