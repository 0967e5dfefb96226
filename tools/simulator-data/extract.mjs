/**
 * Writes src/simulators/data/countries.json from mledoze's countries.json, keeping only what the simulators serve.
 * One country a line, in the order of the source, so that the same input gives the same bytes and a diff names countries.
 *
 *     npm pack world-countries@5.1.0 && tar -xzf world-countries-5.1.0.tgz
 *     node tools/simulator-data/extract.mjs package/countries.json
 */
import { readFileSync, writeFileSync } from 'node:fs';

const [source] = process.argv.slice(2);
if (source === undefined) {
  throw new TypeError('Expected the path of a world-countries countries.json: extract.mjs <path>.');
}

const kept = ({ name, cca2, cca3, currencies, capital, region, subregion, latlng, area }) => ({
  name: { common: name.common, official: name.official },
  cca2,
  cca3,
  currencies,
  capital,
  region,
  subregion,
  latlng,
  area,
});

const countries = JSON.parse(readFileSync(source, 'utf8'));
const lines = countries.map((country) => JSON.stringify(kept(country)));
const target = new URL('../../src/simulators/data/countries.json', import.meta.url);
writeFileSync(target, `[\n${lines.join(',\n')}\n]\n`);
console.log(`${lines.length} countries written to ${target.pathname}`);
