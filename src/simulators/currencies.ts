/**
 * mledoze/countries, the published file `countries.json`: one array of all 250 countries.
 * Documentation: https://github.com/mledoze/countries#readme
 *
 * True data: all of it, as of npm `world-countries@5.1.0` (see data/README.md for source and licence). Left out: the
 * fields nobody asks for here (translations, flags, borders and so on). A quirk kept: the host says `text/plain`, because
 * that is what raw.githubusercontent.com says of every file.
 */
import { notFound, readOnly, text } from './answers.ts';
import { readText } from './read-data.ts';
import type { Simulator } from './simulator.ts';

const countries = readText('countries.json');

export const simulator: Simulator = {
  name: 'currencies',
  basePath: '/mledoze/countries/master/',
  answer: readOnly(({ path }) => (path === 'countries.json' ? text(countries) : notFound(path))),
};
