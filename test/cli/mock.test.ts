import { describe, expect, test } from '@jest/globals';
import { breakwater, ended, servedAt, spawnBreakwater } from './run.ts';

describe('--mock', () => {
  test('of a source that nobody has is one sentence, exit 2', async () => {
    const { code, err } = await breakwater(['start', '--demo', '--port', '0', '--mock', 'ebc']);
    expect([code, err]).toEqual([2, expect.stringMatching(/^--mock: there is no source "ebc"\. Did you mean "ecb"\?/)]);
  });

  test('names of sources without it are one sentence, exit 2', async () => {
    const { code, err } = await breakwater(['start', '--demo', '--port', '0', 'ecb']);
    expect([code, err]).toEqual([2, 'start takes no words but the names of sources after --mock, and got "ecb".\n']);
  });

  test('stands in the banner', async () => {
    const child = spawnBreakwater(['start', '--demo', '--port', '0', '--mock', 'usgs', 'ecb']);
    const end = ended(child);
    await servedAt(child);
    child.kill('SIGTERM');
    const { code, out } = await end;
    expect(code).toBe(0);
    expect(out).toMatch(/ecb +mocked +rate\n/);
    expect(out).toMatch(/usgs +mocked /);
    expect(out).toMatch(/worldbank +simulated /);
    expect(out).toMatch(/^Mocked: real HTTP on this machine/m);
  });

  test('answers a query, the same each time', async () => {
    const args = ['query', '--demo', '--mock', '{ country(code: "JP") { code name } }'];
    const { code, out } = await breakwater(args);
    expect([code, JSON.parse(out)]).toEqual([0, { data: { country: { code: 'JP', name: expect.any(String) } } }]);
    expect((await breakwater(args)).out).toBe(out);
  });
});
