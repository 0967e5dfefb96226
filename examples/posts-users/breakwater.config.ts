import { defineConfig } from 'breakwater';

export default defineConfig({
  sources: './source.ts',
  simulators: './demo/simulator.ts',
  example: '{ posts { title user { name } } }',
});
