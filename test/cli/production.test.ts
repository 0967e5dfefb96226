import { describe, expect, test } from '@jest/globals';
import { openProject } from '../../src/cli/graph-flags.ts';
import { breakwater } from './run.ts';

const rolesWith = async (flags: Readonly<Record<string, boolean>>): Promise<readonly string[]> => {
  const simulation = await openProject({ flags: { demo: true, ...flags }, rest: [] });
  await simulation.stop();
  return [...new Set(simulation.served.values())];
};

describe('production', () => {
  test('is never answered by a simulator: a fake API would pass every check', async () => {
    expect(await rolesWith({})).toEqual(['simulated']);
    expect(await rolesWith({ production: true })).toEqual(['live']);
  });

  test('refuses answers that are made up', async () => {
    const { code, err } = await breakwater(['start', '--demo', '--production', '--mock', '--port', '0']);
    expect([code, err]).toEqual([
      2,
      '--mock answers with made-up data, and production must not: leave out one of them.\n',
    ]);
  });
});
