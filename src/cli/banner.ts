import type { Simulation } from '../config/simulate.ts';
import { operationsOf, type SourceClass } from '../datasources/base/index.ts';
import { inWords, readDrills } from '../gateway/drills.ts';
import type { GatewayOptions } from '../gateway/options.ts';

/** What is printed once a graph is served: where, whom its sources talk to, what is rehearsed, and something to ask. */
export const banner = (url: string, { options, served }: Simulation): string => {
  const lines = options.sources.map((Source) => line(Source, served.get(Source.api.name) ?? 'live'));
  const query =
    options.example === undefined
      ? ''
      : `\nA query to paste there, or after "breakwater query":\n\n${options.example.replace(/^/gm, '  ')}\n`;
  return `\n  Breakwater  ${url}\n\n${lines.join('\n')}\n${rolesText([...served.values()])}${drillsText(options)}${query}\nCtrl-C stops it.\n`;
};

const line = (Source: SourceClass, role: string): string =>
  `  ${Source.api.name.padEnd(14)} ${role.padEnd(11)} ${[...operationsOf(Source).keys()].join(', ')}`;

const drillsText = ({ drill = '', sources }: GatewayOptions): string => {
  const drills = readDrills(
    drill,
    sources.map(({ api }) => api),
    'process',
  );
  return typeof drills === 'string' || drills.size === 0 ? '' : `\n${inWords(drills).join('\n')}\n`;
};

const rolesText = (roles: readonly string[]): string => {
  const simulated = roles.includes('simulated')
    ? `\nSimulated: real HTTP on this machine, the APIs' own wire formats, sample data. ${roles.includes('live') ? '' : '--live asks the real APIs.'}\n`
    : '';
  return roles.includes('mocked')
    ? `${simulated}\nMocked: real HTTP on this machine, answers that were recorded, or made up from the contract. Nothing is asked of these APIs.\n`
    : simulated;
};
