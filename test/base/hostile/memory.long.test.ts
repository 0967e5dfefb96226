import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type BombServer, bombServer } from './bomb-server.ts';

const MAX_EXTRA_MIB = 128;
const MAX_MS = 15_000;
const run = promisify(execFile);
const probe = fileURLToPath(new URL('memory-probe.ts', import.meta.url));

let server: BombServer;
beforeAll(async () => {
  server = await bombServer();
}, 120_000);
afterAll(() => server.close());

interface Probed {
  readonly kinds: readonly unknown[];
  readonly extraMiB: number;
  readonly ms: number;
  readonly afterwards: readonly unknown[];
}

/** What becomes of a process that asks for `path`. The server is in this one, so that its memory does not count. */
const probed = async (path: string, atOnce = 1): Promise<Probed> => {
  const options = ['--disable-warning=ExperimentalWarning', probe, server.url, path, `${atOnce}`];
  const { stdout } = await run(process.execPath, options, { timeout: 100_000 });
  return JSON.parse(stdout);
};

const expectRefused = ({ kinds, extraMiB, ms, afterwards }: Probed, kind: string): void => {
  expect({ kinds, afterwards }).toEqual({ kinds: [kind], afterwards: [[1], [1]] });
  expect(extraMiB).toBeLessThan(MAX_EXTRA_MIB);
  expect(ms).toBeLessThan(MAX_MS);
};

test('the bomb is a megabyte of gzip', () => {
  expect(server.gzipBytes).toBeGreaterThan(1_000_000);
  expect(server.gzipBytes).toBeLessThan(1_100_000);
});

test.each([
  ['a gibibyte in a megabyte of gzip', '/gzip', 'tooLarge'],
  ['an eighth of that in deflate', '/deflate', 'tooLarge'],
  ['a gibibyte in brotli', '/br', 'tooLarge'],
  ['a gibibyte in zstd', '/zstd', 'tooLarge'],
  ['zstd that asks for a window of 128 MiB', '/zstd-window', 'undecodable'],
  ['gzip in gzip', '/gzip-in-gzip', 'tooLarge'],
  ['gzip in gzip that says it is gzip', '/gzip-in-gzip-unsaid', 'malformed'],
  ['a body that never ends', '/endless', 'tooLarge'],
  ['200 MiB of XML', '/xml-200', 'tooLarge'],
  ['200 MiB of XML, in chunks', '/xml-200-chunked', 'tooLarge'],
  ['200 MiB of JSON', '/json-200', 'tooLarge'],
  ['200 MiB of JSON, in chunks', '/json-200-chunked', 'tooLarge'],
])(
  '%s is refused, in little memory, and the process lives',
  async (_, path, kind) => {
    expectRefused(await probed(path), kind);
  },
  120_000,
);

// Undone all at the same time they take 450 MiB and 600 MiB; how much less depends on when garbage is collected.
test.each([
  ['gzip', '/gzip'],
  ['brotli', '/br'],
])(
  'forty gibibytes in %s at once do not add up',
  async (_, path) => {
    const { kinds, afterwards, extraMiB } = await probed(path, 40);
    expect({ kinds, afterwards }).toEqual({ kinds: ['tooLarge'], afterwards: [[1], [1]] });
    expect(extraMiB).toBeLessThan(350);
  },
  120_000,
);
