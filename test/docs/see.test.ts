import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createGateway, type Gateway } from '../../src/gateway/create-gateway.ts';
import { silentLog } from '../../src/gateway/log.ts';
import { type Atlas, openAtlas } from '../atlas/atlas.ts';
import { breakwater, ended } from '../cli/run.ts';

jest.setTimeout(60_000);

const page = readFileSync('docs/see.md', 'utf8');
const blocks = [...page.matchAll(/```console\n\$ (.*)\n([\s\S]*?)```/g)].map(([, command = '', said = '']) => ({
  command,
  lines: said.split('\n').filter((line) => line !== ''),
}));
const ours = blocks.filter(({ command }) => command.startsWith('npx breakwater '));

/** The words of a command, as a shell takes them. */
const words = (command: string): readonly string[] =>
  [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

let atlas: Atlas | undefined;
let served: Gateway | undefined;
beforeAll(async () => {
  atlas = await openAtlas();
  served = createGateway({ ...atlas.options, port: 0, log: silentLog });
});
afterAll(async () => {
  await served?.stop();
  await atlas?.stop();
});

describe('docs/see.md', () => {
  test.each(ours)('$command prints what stands there', async ({ command, lines }) => {
    const { code, out, err } = await breakwater(words(command).slice(2));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const printed = out.split('\n');
    expect(lines.filter((line) => !printed.includes(line))).toEqual([]);
    expect(lines.length).toBeGreaterThan(2);
  });

  test('the request with curl is answered, with the plan and what was done', async () => {
    const [{ command } = { command: '' }] = blocks.filter((each) => each.command.startsWith('curl '));
    const { host } = new URL((await served?.start())?.url ?? '');
    const [program = '', ...args] = words(command.replace('127.0.0.1:4000', host));
    const { out } = await ended(spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] }));
    const { extensions } = JSON.parse(out);
    expect(Object.keys(extensions.explain)).toEqual(['plan', 'calls', 'batches', 'total']);
    expect(extensions.explain.total).toEqual({ calls: 1, attempts: 1 });
  });

  test('every flag of the three commands stands there', async () => {
    for (const name of ['graph', 'blast', 'explain']) {
      const { out } = await breakwater([name, '--help']);
      const flags = [...out.matchAll(/^ {2}(--\w+)/gm)].map(([, flag = '']) => flag);
      expect(flags.length).toBeGreaterThan(1);
      // The atlas that comes along is for looking around.
      expect(flags.filter((flag) => flag !== '--demo' && !page.includes(flag))).toEqual([]);
    }
  });
});
