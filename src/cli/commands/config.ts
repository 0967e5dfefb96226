import { type EffectiveConfig, effectiveConfig } from '../../config/effective-config.ts';
import type { Secret, Setting } from '../../config/setting.ts';
import { type Given, wholeNumber } from '../arguments.ts';
import type { Command } from '../command.ts';
import { graphFlags, loadGiven } from '../graph-flags.ts';

/** `breakwater config` */
export const config: Command = {
  name: 'config',
  says: 'print the values in force, and who said so: a default, the source, the configuration, the environment, a flag',
  flags: {
    port: { type: 'string', value: 'PORT', says: 'as start would be given it' },
    host: { type: 'string', value: 'ADDRESS', says: 'as start would be given it' },
    production: { type: 'boolean', says: 'as start would be given it' },
    config: graphFlags.config,
    demo: graphFlags.demo,
    json: { type: 'boolean', says: 'as JSON' },
  },
  example: 'breakwater config --json',
  async run(given) {
    const { options, simulators } = await loadGiven(given.flags);
    const effective = effectiveConfig({ options, simulators }, flagsOf(given));
    const text = given.flags['json'] === true ? JSON.stringify(effective, null, 2) : written(effective);
    process.stdout.write(`${text}\n`);
    return 0;
  },
};

const flagsOf = ({ flags: { port, host, production } }: Given) => ({
  ...(typeof port === 'string' ? { port: wholeNumber(port, '--port', 65_535) } : {}),
  ...(typeof host === 'string' ? { host } : {}),
  ...(production === true ? { production } : {}),
});

type Row = readonly [name: string, value: string, origin: string];

const written = ({ gateway, sources, warnings }: EffectiveConfig): string => {
  const groups: readonly (readonly [string, readonly Row[]])[] = [
    ['gateway', gateway.map(rowOf)],
    ...sources.map(
      ({ name, settings, credentials }) =>
        [`source ${name}`, [...settings.map(rowOf), ...credentials.map(secretRow)]] as const,
    ),
  ];
  const rows = groups.flatMap(([, its]) => its);
  const width = (column: 0 | 1) => Math.max(...rows.map((row) => row[column].length));
  const line = ([name, value, origin]: Row) => `  ${name.padEnd(width(0))}  ${value.padEnd(width(1))}  ${origin}`;
  return [
    ...groups.flatMap(([title, its]) => [title, ...its.map(line), '']),
    ...warnings.map((warning) => `warning: ${warning}`),
  ]
    .join('\n')
    .trimEnd();
};

const rowOf = ({ name, value, origin, by = [] }: Setting): Row => [
  name,
  typeof value === 'string' ? value : value === null ? 'none' : JSON.stringify(value),
  [origin, ...by].join(' '),
];

const secretRow = ({ variable, state, from = '' }: Secret): Row => [
  variable,
  state,
  from === '' ? '' : `environment ${from}`,
];
