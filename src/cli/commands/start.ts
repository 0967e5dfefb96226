import { createGateway } from '../../gateway/create-gateway.ts';
import { listOf, wholeNumber } from '../arguments.ts';
import { banner } from '../banner.ts';
import type { Command } from '../command.ts';
import { graphFlags, isProduction, mockedIn, openProject } from '../graph-flags.ts';
import { prettyLog } from '../pretty-log.ts';
import { untilSignal } from '../until-signal.ts';

/** `breakwater start` */
export const start: Command = {
  name: 'start',
  says: 'serve the graph',
  takes: '[SOURCE...]',
  flags: {
    port: { type: 'string', value: 'PORT', says: 'listen here (default 4000; 0: any free port)' },
    host: { type: 'string', value: 'ADDRESS', says: 'bind this address (default 127.0.0.1)' },
    drill: {
      type: 'string',
      multiple: true,
      value: 'SOURCE=FAILURE',
      says: 'rehearse a failure: ecb=slow, ecb=down, usgs=M7 (docs/failures.md lists them)',
    },
    production: {
      type: 'boolean',
      says: 'the real APIs, no introspection, no landing page, no start without credentials',
    },
    ...graphFlags,
  },
  example: 'breakwater start --port 4001 --without ecb',
  async run(given) {
    const { port, host } = given.flags;
    const simulation = await openProject(given, mockedIn('start', given));
    const production = isProduction(given.flags, simulation);
    try {
      const options = {
        ...simulation.options,
        ...(simulation.options.log ? {} : prettyLog(production)),
        ...(typeof port === 'string' ? { port: wholeNumber(port, '--port', 65_535) } : {}),
        ...(typeof host === 'string' ? { host } : {}),
        ...(given.flags['drill'] === undefined ? {} : { drill: listOf(given.flags['drill']).join(',') }),
        production,
      };
      const gateway = createGateway(options);
      const { url } = await gateway.start();
      // Listened for before anybody can read that there is something to stop.
      const stopped = untilSignal();
      process.stdout.write(banner(url, { ...simulation, options }));
      await stopped;
      await gateway.stop();
    } finally {
      await simulation.stop();
    }
    process.stdout.write('\nStopped.\n');
    return 0;
  },
};
