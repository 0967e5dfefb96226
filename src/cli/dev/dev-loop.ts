import { createServer, type Server } from 'node:http';
import type { Simulation } from '../../config/simulate.ts';
import type { GatewayOptions } from '../../gateway/options.ts';
import { freshModules } from './fresh-modules.ts';
import { openGeneration } from './generation.ts';
import { loading } from './loading.ts';
import { succession } from './succession.ts';
import { typesWriter } from './types-writer.ts';
import { watchFiles } from './watch-files.ts';

/** What the loop needs of its command. */
export interface DevLoopOptions {
  /** The project's folder, without links on the way. */
  readonly root: string;
  /** Loads the project and starts its simulators. */
  readonly open: () => Promise<Simulation>;
  /** What the gateway is made with beside what the project says. */
  readonly gateway: Partial<GatewayOptions>;
  /** Hears of the first graph that can be served: listens. What it throws at the start ends the loop. */
  readonly onFirst: (server: Server, simulation: Simulation) => Promise<void>;
  /** Hears of all that happens, in lines. */
  readonly tell: (line: string) => void;
  /** Hears what is wrong with an edit; `served`: whether an earlier graph goes on. */
  readonly complain: (error: unknown, served: boolean) => void;
  /** A path as people know it. */
  readonly shownAs: (path: string) => string;
}

/**
 * Serves a project, and makes its graph anew after every edit. Resolves to what ends it, after the first attempt to serve; a graph that cannot be
 * made yet is waited for. @throws what `onFirst` does
 */
export const devLoop = async (options: DevLoopOptions): Promise<() => Promise<void>> => {
  const { root, open, gateway, onFirst, tell, complain, shownAs } = options;
  const modules = freshModules(root);
  const graphs = succession();
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, graphs.handle);
  const { load, failed } = loading({
    open: () => graphs.open((onEnd) => openGeneration(open, gateway, onEnd)),
    async adopt(next) {
      graphs.adopt(next);
      if (!server.listening) await onFirst(server, next.simulation);
    },
    complain: (error) => complain(error, server.listening),
    tell,
  });
  const types = typesWriter(root, tell);
  const reload = async (paths: readonly string[]): Promise<void> => {
    const start = performance.now();
    modules.renew(paths, failed());
    if (paths.some((path) => /\.(graphqls?|gql)$|codegen\.yml$/.test(path))) types?.write();
    const wasServing = server.listening;
    const isNew = await load();
    if (isNew && wasServing)
      tell(`reloaded in ${Math.round(performance.now() - start)} ms: ${few(paths.map(shownAs))}`);
  };
  const watching = watchFiles(root, (paths) =>
    reload(paths).catch((error: unknown) => complain(error, server.listening)),
  );
  const stop = async (): Promise<void> => {
    watching.stop();
    types?.stop();
    modules.stop();
    server.close();
    server.closeIdleConnections();
    await graphs.stop();
    server.closeAllConnections();
  };
  await load().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  types?.write();
  return stop;
};

const few = (paths: readonly string[]): string =>
  paths.length > 3 ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more` : paths.join(', ');
