import { defineConfig } from 'breakwater';

export default defineConfig({
  sources: './source.ts',
  simulators: './demo/simulator.ts',
  example:
    '{ contacts(first: 3) { totalCount nodes { fullName company { name } } pageInfo { hasNextPage endCursor } } }',
});
