import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';

const main = (name: string, ...args: readonly string[]): Promise<{ readonly code: unknown; readonly said: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [`bench/${name}/main.ts`, ...args], (error, _out, said) =>
      resolve({ code: error?.code ?? 0, said }),
    );
  });

describe('a program under bench', () => {
  test.each([
    ['soak', ['--seconds', '0'], '--seconds must be a whole number from 1 to 86400, not "0".\n'],
    ['soak', ['--seed', 'x'], '--seed must be a whole number from 1 to 4294967295, not "x".\n'],
    ['soak', ['--jsno'], "Unknown option '--jsno'. The soak knows --seconds, --seed, --clients and --json.\n"],
    ['storm', ['--seed', 'banana'], '--seed must be a whole number from 1 to 4294967295, not "banana".\n'],
    ['storm', ['--jsno'], "Unknown option '--jsno'. The storm knows --seed and --json.\n"],
  ])('%s refuses %j in a sentence', async (name, args, sentence) => {
    expect(await main(name, ...args)).toEqual({ code: 2, said: sentence });
  });

  test('ends quietly where its reader has left', async () => {
    const child = spawn(process.execPath, ['bench/soak/main.ts', '--seconds', '1'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.stdout.destroy();
    const [code] = await once(child, 'close');
    expect({ code, said }).toEqual({ code: 0, said: '' });
  }, 60_000);
});
