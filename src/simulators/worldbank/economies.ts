import { readData } from '../read-data.ts';
import { adminRegions, type Classified, incomeLevels, lendingTypes, nothing, regions } from './classifications.ts';

/** A row of `country`, spelled as the API spells it. */
export interface Economy {
  id: string;
  iso2Code: string;
  name: string;
  region: Classified;
  adminregion: Classified;
  incomeLevel: Classified;
  lendingType: Classified;
  capitalCity: string;
  longitude: string;
  latitude: string;
}

/** What the made-up series start from. */
export interface Seed {
  region: keyof typeof regions;
  income: keyof typeof incomeLevels;
  lending: keyof typeof lendingTypes;
  /** In millions, in 2024. */
  people: number;
  /** In US dollars, in 2024. */
  gdpPerPerson: number;
}

interface Country {
  cca2: string;
  cca3: string;
  name: { common: string };
  capital: string[];
}

const countries = new Map((readData('countries.json') as Country[]).map((country) => [country.cca2, country]));
const capitals = readData('capitals.json') as Record<string, readonly [latitude: number, longitude: number]>;
const names = readData('economy-names.json') as Record<string, string>;

/** Ids that ISO 3166 does not have, or that mledoze spells otherwise. */
const ids: Readonly<Record<string, string>> = { XK: 'XKX', JG: 'CHI' };

/** Where the World Bank names another capital, another spelling, or deliberately none. */
const capitalCities: Readonly<Record<string, string>> = {
  BO: 'La Paz',
  HK: '',
  IL: '',
  MN: 'Ulaanbaatar',
  PS: '',
  SM: 'San Marino',
};

/** By ISO 3166 alpha-2 code: what the API does not send, and the series need. */
export const seeds: ReadonlyMap<string, Seed> = new Map(
  Object.entries(readData('economies.json') as Record<string, Seed>),
);

/** All 217 economies, in the order of the real API: by id. Its aggregates (World, regions, income groups) are left out. */
export const economies: readonly Economy[] = [...seeds]
  .map(([code, seed]) => economy(code, seed))
  .toSorted((one, other) => (one.id < other.id ? -1 : 1));

const byCode = new Map(economies.flatMap((each) => [[each.iso2Code, each] as const, [each.id, each] as const]));

/** The economy with an alpha-2 or alpha-3 code, in either case. */
export function economyOf(code: string): Economy | undefined {
  return byCode.get(code.toUpperCase());
}

function economy(code: string, { region, income, lending }: Seed): Economy {
  const country = countries.get(code);
  const [latitude = '', longitude = ''] = capitals[code] ?? [];
  return {
    id: ids[code] ?? country?.cca3 ?? '',
    iso2Code: code,
    name: names[code] ?? ascii(country?.name.common ?? ''),
    region: regions[region],
    adminregion: income === 'HIC' ? nothing : adminRegions[region],
    incomeLevel: incomeLevels[income],
    lendingType: lendingTypes[lending],
    capitalCity: capitalCities[code] ?? ascii(country?.capital[0] ?? ''),
    longitude: String(longitude),
    latitude: String(latitude),
  };
}

/** The World Bank writes names without accents: Brasilia, Lome, Curacao. */
function ascii(name: string): string {
  return name.normalize('NFD').replace(/\p{Mark}/gu, '');
}
