import type { GatewayOptions } from '../gateway/options.ts';

/** What `breakwater.config.ts` says: where the parts of the graph lie, and options of the gateway. Paths are relative to the file. */
export interface Config
  extends Omit<
    GatewayOptions,
    'sources' | 'typeDefs' | 'resolvers' | 'placeOf' | 'transport' | 'clock' | 'random' | 'without'
  > {
  /** Modules of sources, as globs; the SDL of each is the `schema.graphql` beside it. */
  readonly sources: string | readonly string[];
  /** SDL of the graph itself, as globs: joins, and types of its own. @default none */
  readonly schema?: string | readonly string[];
  /** A module that exports `resolvers`. @default none */
  readonly resolvers?: string;
  /** Modules that export a `simulator`, as globs. `start` and `query` use them instead of the real APIs, unless `--live`. @default none */
  readonly simulators?: string | readonly string[];
}

/** The configuration, as it is: for completion and checks in an editor. */
export const defineConfig = (config: Config): Config => config;
