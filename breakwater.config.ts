import { defineConfig } from './src/config/define-config.ts';

/** The atlas: five public APIs, JSON and XML, joined by country. */
export default defineConfig({
  sources: './src/datasources/*/source.ts',
  schema: './src/schema/*.graphql',
  resolvers: './src/schema/resolvers.ts',
  simulators: './src/simulators/*.ts',
  example: `query Japan {
  country(code: "JP") {
    name
    flag
    currencies { code name rate(base: "USD") { value date } }
    capital {
      name
      weather { temperatureC windKmh }
      earthquakes(limit: 3) { magnitude place time }
    }
    indicators(ids: ["NY.GDP.MKTP.CD"]) { year value }
  }
}`,
});
