import type { Simulation } from '../../config/simulate.ts';
import type { SourceClass } from '../../datasources/base/index.ts';
import { operationsOf } from '../../datasources/base/index.ts';
import { createGateway } from '../../gateway/create-gateway.ts';
import { listOf, wholeNumber } from '../arguments.ts';
import type { Command } from '../command.ts';
import { graphFlags, openProject } from '../graph-flags.ts';
import { prettyLog } from '../pretty-log.ts';
import { untilSignal } from '../until-signal.ts';

/** `breakwater start` */
export const start: Command = {
  name: 'start',
  says: 'serve the graph',
  flags: {
    port: { type: 'string', value: 'PORT', says: 'listen here (default 4000; 0: any free port)' },
    host: { type: 'string', value: 'ADDRESS', says: 'bind this address (default 127.0.0.1)' },
    drill: {
      type: 'string',
      multiple: true,
      value: 'SOURCE=FAILURE',
      says: 'rehearse a failure: ecb=slow, ecb=down, usgs=M7 (docs/failures.md lists them)',
    },
    production: { type: 'boolean', says: 'no introspection, no landing page, no start without credentials' },
    ...graphFlags,
  },
  example: 'breakwater start --port 4001 --without ecb',
  async run(given) {
    const { port, host } = given.flags;
    const simulation = await openProject(given);
    const production =
      given.flags['production'] === true || (simulation.options.production ?? process.env['NODE_ENV'] === 'production');
    if (production && [...simulation.served.values()].includes('simulated')) {
      process.stderr.write('breakwater: production with sample data from simulators. --live asks the real APIs.\n');
    }
    try {
      const gateway = createGateway({
        ...simulation.options,
        ...prettyLog(production),
        ...(typeof port === 'string' ? { port: wholeNumber(port, '--port', 65_535) } : {}),
        ...(typeof host === 'string' ? { host } : {}),
        ...(given.flags['drill'] === undefined ? {} : { drill: listOf(given.flags['drill']).join(',') }),
        production,
      });
      const { url } = await gateway.start();
      // Listened for before anybody can read that there is something to stop.
      const stopped = untilSignal();
      process.stdout.write(banner(url, simulation));
      await stopped;
      await gateway.stop();
    } finally {
      await simulation.stop();
    }
    process.stdout.write('\nStopped.\n');
    return 0;
  },
};

const banner = (url: string, { options, served }: Simulation): string => {
  const lines = options.sources.map((Source) => line(Source, served.get(Source.api.name) ?? 'live'));
  const roles = [...served.values()];
  const simulated = roles.includes('simulated')
    ? `\nSimulated: real HTTP on this machine, the APIs' own wire formats, sample data. ${roles.includes('live') ? '' : '--live asks the real APIs.'}\n`
    : '';
  const query =
    options.example === undefined
      ? ''
      : `\nA query to paste there, or after "breakwater query":\n\n${options.example.replace(/^/gm, '  ')}\n`;
  return `\n  Breakwater  ${url}\n\n${lines.join('\n')}\n${simulated}${query}\nCtrl-C stops it.\n`;
};

const line = (Source: SourceClass, role: string): string =>
  `  ${Source.api.name.padEnd(14)} ${role.padEnd(11)} ${[...operationsOf(Source).keys()].join(', ')}`;
