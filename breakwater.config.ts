import { atlasExample } from './src/config/atlas.ts';
import { defineConfig } from './src/config/define-config.ts';

/** The atlas: five public APIs, JSON and XML, joined by country. */
export default defineConfig({
  sources: './src/datasources/*/source.ts',
  schema: './src/schema/*.graphql',
  resolvers: './src/schema/resolvers.ts',
  simulators: './src/simulators/*.ts',
  example: atlasExample,
});
