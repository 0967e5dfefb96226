import { json, xml } from '../answers.ts';
import type { SimulatedAnswer } from '../simulator.ts';
import type { Classified } from './classifications.ts';
import type { Economy } from './economies.ts';
import type { Observation } from './observations.ts';
import type { Page } from './paging.ts';

/** The last day the pretend database changed. */
const lastUpdated = '2026-10-13';
const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';
const namespace = 'xmlns:wb="http://www.worldbank.org"';

export function countryJson({ page, pages, perPage, total, rows }: Page<Economy>): SimulatedAnswer {
  // `per_page` is a string here and a number in the answers of indicators: the real API cannot decide either.
  return json([{ page, pages, per_page: String(perPage), total }, rows]);
}

export function countryXml(page: Page<Economy>): SimulatedAnswer {
  const rows = page.rows.map(
    (row) => `  <wb:country id="${row.id}">
    ${element('iso2Code', row.iso2Code)}
    ${element('name', row.name)}
    ${classified('region', row.region)}
    ${classified('adminregion', row.adminregion)}
    ${classified('incomeLevel', row.incomeLevel)}
    ${classified('lendingType', row.lendingType)}
    ${element('capitalCity', row.capitalCity)}
    ${element('longitude', row.longitude)}
    ${element('latitude', row.latitude)}
  </wb:country>\n`,
  );
  return xml(`${declaration}<wb:countries ${paging(page)} ${namespace}>\n${rows.join('')}</wb:countries>`);
}

export function observationJson({ page, pages, perPage, total, rows }: Page<Observation>): SimulatedAnswer {
  const meta = { page, pages, per_page: perPage, total, sourceid: '2', lastupdated: lastUpdated };
  const documents = rows.map(({ economy, indicator, year, value }) => ({
    indicator: { id: indicator.id, value: indicator.name },
    country: { id: economy.iso2Code, value: economy.name },
    countryiso3code: economy.id,
    date: String(year),
    value,
    unit: '',
    obs_status: '',
    decimal: indicator.decimal,
  }));
  return json([meta, documents]);
}

export function observationXml(page: Page<Observation>): SimulatedAnswer {
  const rows = page.rows.map(
    ({ economy, indicator, year, value }) => `  <wb:data>
    ${element('indicator', indicator.name, ` id="${indicator.id}"`)}
    ${element('country', economy.name, ` id="${economy.iso2Code}"`)}
    ${element('countryiso3code', economy.id)}
    ${element('date', String(year))}
    ${element('value', value === null ? '' : String(value))}
    <wb:unit />
    <wb:obs_status />
    ${element('decimal', String(indicator.decimal))}
  </wb:data>\n`,
  );
  const attributes = `${paging(page)} lastupdated="${lastUpdated}" ${namespace}`;
  return xml(`${declaration}<wb:data ${attributes}>\n${rows.join('')}</wb:data>`);
}

/** What went wrong, in the API's words. */
export interface Fault {
  id: string;
  key: string;
  value: string;
}

/** An error document. HTTP 200, and in XML with a byte order mark: both are the real API's habits. */
export function faultDocument(format: string, { id, key, value }: Fault): SimulatedAnswer {
  if (format === 'json') return json([{ message: [{ id, key, value }] }]);
  const message = element('message', value, ` id="${id}" key="${escaped(key)}"`);
  return xml(Buffer.from(`\uFEFF${declaration}<wb:error ${namespace}>\n  ${message}\n</wb:error>`));
}

function paging({ page, pages, perPage, total }: Page<unknown>): string {
  return `page="${page}" pages="${pages}" per_page="${perPage}" total="${total}"`;
}

function classified(name: string, { id, iso2code, value }: Classified): string {
  return element(name, value, ` id="${id}" iso2code="${iso2code}"`);
}

function element(name: string, content: string, attributes = ''): string {
  return content === '' ? `<wb:${name}${attributes} />` : `<wb:${name}${attributes}>${escaped(content)}</wb:${name}>`;
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
