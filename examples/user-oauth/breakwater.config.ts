import { defineConfig } from 'breakwater';

export default defineConfig({
  sources: './source.ts',
  simulators: './demo/simulator.ts',
  forward: ['x-user'],
  example: '{ events { title start } }',
});
