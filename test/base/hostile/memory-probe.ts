import { Worker } from 'node:worker_threads';
import { gotTransport } from '../../../src/datasources/base/transport/got-transport.ts';
import { isUpstreamError } from '../../../src/resilience/index.ts';
import { source } from './reading.ts';

// Run as a process of its own: `memory-probe.ts <base URL> <path> <how many at once>`. It asks the server for the
// path, as a source would, and prints what came of it as JSON.

const MAX_BYTES = 10 * 2 ** 20;
const [base = '', path = '', atOnce = '1'] = process.argv.slice(2);
const transport = gotTransport();
const readers = { json: source('json', ['[Int]', 'rows']), xml: source('xml', ['[Int]', 'row']) };

const ask = async (target: string): Promise<unknown> => {
  const { body, headers } = await transport.send(
    { method: 'GET', url: new URL(target, base), headers: {}, maxBytes: MAX_BYTES, connectMs: 1000 },
    AbortSignal.timeout(60_000),
  );
  const type = headers['content-type'];
  return readers[type?.includes('xml') ? 'xml' : 'json'].read(body, type);
};

const kindOf = (error: unknown): string => (isUpstreamError(error) ? error.kind : String(error));
const outcome = (target: string): Promise<unknown> => ask(target).catch(kindOf);

/** Looks at the memory of the process every millisecond, also while this thread is busy. */
const sampler = `
  const { workerData } = require('node:worker_threads');
  const peak = new Float64Array(workerData);
  setInterval(() => { peak[0] = Math.max(peak[0], process.memoryUsage.rss()); }, 1);
`;

// The first answers are for the code to be loaded and compiled.
for (let i = 0; i < 20; i += 1) await outcome(i % 2 === 0 ? '/xml' : '/json');
const shared = new SharedArrayBuffer(8);
const peak = new Float64Array(shared);
const worker = new Worker(sampler, { eval: true, workerData: shared });
await new Promise((resolve) => worker.once('online', resolve));
await new Promise((resolve) => setTimeout(resolve, 100));
const before = process.memoryUsage.rss();
peak[0] = before;

const begin = performance.now();
const kinds = await Promise.all(Array.from({ length: Number(atOnce) }, () => outcome(path)));
const ms = Math.round(performance.now() - begin);
await new Promise((resolve) => setTimeout(resolve, 20));
const extraMiB = Math.round(((peak[0] ?? 0) - before) / 2 ** 20);
const afterwards = [await outcome('/xml'), await outcome('/json')];

await worker.terminate();
transport.close();
process.stdout.write(JSON.stringify({ kinds: [...new Set(kinds)], extraMiB, ms, afterwards }));
