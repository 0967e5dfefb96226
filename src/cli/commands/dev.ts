import { existsSync, realpathSync } from 'node:fs';
import type { Server } from 'node:http';
import { dirname, resolve } from 'node:path';
import { findConfig } from '../../config/find-config.ts';
import { shownAs } from '../../config/load-config.ts';
import type { Simulation } from '../../config/simulate.ts';
import { listen } from '../../gateway/listen.ts';
import { type Given, wholeNumber } from '../arguments.ts';
import { banner } from '../banner.ts';
import type { Command } from '../command.ts';
import { devLoop } from '../dev/dev-loop.ts';
import { strayErrors } from '../dev/stray-errors.ts';
import { explain } from '../explain.ts';
import { graphFlags, loadGiven, mockedIn, openProject } from '../graph-flags.ts';
import { prettyLog } from '../pretty-log.ts';
import { untilSignal } from '../until-signal.ts';

/** `breakwater dev` */
export const dev: Command = {
  name: 'dev',
  says: 'serve the graph, and make it anew after every edit; a broken edit keeps the last good one',
  takes: '[SOURCE...]',
  flags: {
    port: { type: 'string', value: 'PORT', says: 'listen here (default 4000; 0: any free port)' },
    host: { type: 'string', value: 'ADDRESS', says: 'bind this address (default 127.0.0.1)' },
    config: graphFlags.config,
    live: graphFlags.live,
    without: graphFlags.without,
    mock: graphFlags.mock,
  },
  example: 'breakwater dev --port 4001',
  async run(given) {
    const stopped = untilSignal();
    const unhear = strayErrors((sentence) => void process.stderr.write(`${sentence}\n`), shownAs);
    const stop = await devLoop({
      root: await rootOf(given),
      open: () => openProject(given, mockedIn('dev', given)),
      gateway: {
        ...prettyLog(false),
        // Who may rehearse failures depends on who can reach it.
        ...(typeof given.flags['host'] === 'string' ? { host: given.flags['host'] } : {}),
        production: false,
      },
      onFirst: (server, simulation) => serve(given, server, simulation),
      tell: (line) => void process.stdout.write(`${line}\n`),
      complain: (error, served) => void process.stderr.write(`${complaint(explain(error), served)}\n`),
      shownAs,
    });
    await stopped;
    await stop();
    unhear();
    process.stdout.write('\nStopped.\n');
    return 0;
  },
};

/** The folder of the configuration. @throws UserError if there is none */
const rootOf = async ({ flags }: Given): Promise<string> => {
  const file = typeof flags['config'] === 'string' ? resolve(flags['config']) : findConfig(process.cwd());
  // Says in a sentence that there is no such file.
  if (file === undefined || (typeof flags['config'] === 'string' && !existsSync(file))) await loadGiven(flags);
  return realpathSync(dirname(file ?? process.cwd()));
};

const serve = async ({ flags }: Given, server: Server, simulation: Simulation): Promise<void> => {
  const { port = 4000, host = '127.0.0.1' } = simulation.options;
  const url = await listen(server, {
    port: typeof flags['port'] === 'string' ? wholeNumber(flags['port'], '--port', 65_535) : port,
    host: typeof flags['host'] === 'string' ? flags['host'] : host,
  });
  process.stdout.write(
    `${banner(url, simulation)}Edits of SDL, sources and the configuration are served as they are saved.\n`,
  );
};

const complaint = (sentence: string, served: boolean): string =>
  `${sentence}\n${served ? 'The last good graph is still served.' : 'Waiting for an edit.'}`;
