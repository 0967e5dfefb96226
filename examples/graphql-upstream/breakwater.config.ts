import { defineConfig } from 'breakwater';

export default defineConfig({
  sources: './source.ts',
  simulators: './demo/simulator.ts',
  example: '{ repo(owner: "ada", name: "engine") { name stars issues } }',
});
