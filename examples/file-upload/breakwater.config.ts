import { defineConfig } from 'breakwater';

export default defineConfig({
  sources: './source.ts',
  simulators: './demo/simulator.ts',
  example:
    'mutation { startUpload(input: { name: "cat.png", type: "image/png", size: 5 }) { id url headers { name value } expiresAt } }',
});
