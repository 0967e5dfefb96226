import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { Digits, parseJson } from '../../src/datasources/base/index.ts';
import { createGateway } from '../../src/gateway/create-gateway.ts';
import { silentLog } from '../../src/gateway/log.ts';
import { queryText } from '../../src/scaffold/query-text.ts';
import { draftOfSamples } from '../../src/scaffold/sample/index.ts';
import { parseXml, XmlNode } from '../../src/scaffold/sample/xml-node.ts';
import { schemaText } from '../../src/scaffold/write/index.ts';
import { simulator as currencies } from '../../src/simulators/currencies.ts';
import { simulator as ecb } from '../../src/simulators/ecb.ts';
import { hostSimulator } from '../../src/simulators/host.ts';
import { simulator as openMeteo } from '../../src/simulators/openMeteo.ts';
import { simulator as usgs } from '../../src/simulators/usgs.ts';
import { simulator as worldbank } from '../../src/simulators/worldbank.ts';
import { loadWritten } from './load-written.ts';

const weather = (place: string, more = '') =>
  `forecast?${place}&current=temperature_2m,wind_speed_10m&hourly=temperature_2m&forecast_days=1${more}`;
const quakes = (more: string) => `query?format=geojson&orderby=time&limit=5&${more}`;
const indicators = (path: string) => `country/${path}?format=xml&source=2&mrv=3`;

/** Five answers of each of the five APIs; of a file there is only one. */
const asked = [
  ['currencies', currencies, ['countries.json']],
  ['ecb', ecb, ['stats/eurofxref/eurofxref-daily.xml']],
  [
    'openMeteo',
    openMeteo,
    [
      weather('latitude=35.68&longitude=139.69'),
      weather('latitude=52.52&longitude=13.41'),
      weather('latitude=-33.87&longitude=151.21', '&timezone=auto'),
      weather('latitude=0&longitude=0'),
      weather('latitude=64.15&longitude=-21.94'),
    ],
  ],
  [
    'usgs',
    usgs,
    [
      quakes('latitude=35.68&longitude=139.69&maxradiuskm=500'),
      quakes('latitude=-33.45&longitude=-70.66&maxradiuskm=800'),
      quakes('latitude=52.5&longitude=13.4&maxradiuskm=100&minmagnitude=9'),
      quakes('minmagnitude=6'),
      quakes('latitude=-6.2&longitude=106.8&maxradiuskm=1000&minmagnitude=4'),
    ],
  ],
  [
    'worldbank',
    worldbank,
    ['JP', 'DE', 'BR', 'JP;DE;FR', 'IN'].map((codes) => `country/${codes}?format=json&per_page=50`),
  ],
  [
    'worldbank',
    worldbank,
    ['JP', 'DE', 'BR', 'JP;DE', 'IN'].map((codes) => indicators(`${codes}/indicator/NY.GDP.MKTP.CD`)),
  ],
] as const;

/** The values at the ends of a document, each as text; empty ones and nulls are left out, and instants are one whatever their spelling. */
const leavesOf = (value: unknown): readonly string[] => {
  if (value instanceof XmlNode)
    return [...Object.values(value.attributes), value.text, ...[...value.children.values()].flat()].flatMap(leavesOf);
  if (value instanceof Digits) return [value.source];
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leavesOf);
  if (value === null || value === undefined) return [];
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).trim();
  if (/^\d{4}-\d\d-\d\dT.*(Z|[-+]\d\d:\d\d)$/.test(text)) return [String(Date.parse(text))];
  return text === '' ? [] : [text];
};

const counted = (leaves: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const leaf of leaves) counts.set(leaf, (counts.get(leaf) ?? 0) + 1);
  return counts;
};

/** Values of which the answer has fewer than the document. */
const lacking = (document: readonly string[], answer: readonly string[]): readonly string[] => {
  const had = counted(answer);
  return [...counted(document)].filter(([leaf, count]) => (had.get(leaf) ?? 0) < count).map(([leaf]) => leaf);
};

const hosts: Awaited<ReturnType<typeof hostSimulator>>[] = [];
afterAll(async () => void (await Promise.all(hosts.map((host) => host.stop()))));

describe('a scaffold made from answers of the atlas reads every value of them', () => {
  test.each(asked)(
    '%s',
    async (name, simulator, paths) => {
      const host = await hostSimulator(simulator);
      hosts.push(host);
      const texts = await Promise.all(paths.map(async (path) => (await fetch(host.baseUrl + path)).text()));
      const format = texts[0]?.trimStart().startsWith('<') ? 'xml' : 'json';
      const samples = texts.map((text, i) => ({ text, format, url: host.baseUrl + paths[i] }) as const);
      const seen = [];
      for (const [i, path] of paths.entries()) {
        // All samples make the types; the request is that of one of them.
        const draft = draftOfSamples(samples, { name, baseUrl: host.baseUrl, path });
        const sdl = schemaText(draft);
        expect(parse(sdl).kind).toBe('Document');
        expect(sdl).not.toContain('JSON');
        const gateway = createGateway({
          sources: [loadWritten(draft)],
          typeDefs: sdl,
          environment: {},
          production: false,
          log: silentLog,
        });
        const [root] = draft.roots;
        const query = root && queryText(draft, root, { depth: 20, fields: 1000 });
        const answer = await gateway.execute({ query: query ?? '' });
        await gateway.stop();
        const text = texts[i] ?? '';
        const document = format === 'xml' ? parseXml(text) : parseJson(text, { exact: true });
        const [leaves, its] = [leavesOf(document), leavesOf(answer.data)];
        expect({ path, errors: answer.errors, lacking: lacking(leaves, its) }).toEqual({
          path,
          errors: undefined,
          lacking: [],
        });
        seen.push(leaves.length);
      }
      expect(Math.min(...seen)).toBeGreaterThan(4);
    },
    60_000,
  );
});
