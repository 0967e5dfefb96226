import { readFileSync } from 'node:fs';
import { createGateway } from 'breakwater';
import { Storage } from '../source.ts';

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

// A process of its own, so that its memory is that of the gateway alone. Whoever started it asks for the most that it has had, in KiB.
const gateway = createGateway({
  sources: [Storage],
  typeDefs: readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'),
  port: 0,
  baseUrls: { storage: process.env['STORAGE_BASE_URL'] ?? '' },
  log: quiet,
});
process.on('message', () => process.send?.(process.resourceUsage().maxRSS));
process.on('disconnect', () => void gateway.stop());
process.send?.((await gateway.start()).url);
