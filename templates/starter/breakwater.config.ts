import { defineConfig } from 'breakwater';

export default defineConfig({
  sources: './src/datasources/*/source.ts',
  schema: './src/schema/*.graphql',
  simulators: './src/simulators/*.ts',
  example: '{ books { title year author { name born } } }',
});
