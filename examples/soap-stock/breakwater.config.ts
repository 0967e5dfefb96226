import { defineConfig } from 'breakwater';

export default defineConfig({
  sources: './source.ts',
  simulators: './demo/simulator.ts',
  example: '{ exchange(code: "XETR") { name } quotes(symbols: ["ACME", "INIT"]) { symbol price tags } }',
});
