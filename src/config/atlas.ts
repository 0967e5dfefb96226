import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from './define-config.ts';

/** A query over all five APIs. */
export const atlasExample = `query Japan {
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
}`;

/** The folder of this package's modules: `src` in a checkout, `dist` where it is installed. */
export const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)));

const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/** The atlas, for `start --demo`: the same as this repository's own configuration, wherever the package lies. */
export const atlas: Config = {
  sources: `./datasources/*/source.${ending}`,
  schema: './schema/*.graphql',
  resolvers: `./schema/resolvers.${ending}`,
  simulators: `./simulators/*.${ending}`,
  example: atlasExample,
};
