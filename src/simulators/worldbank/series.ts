import { between } from '../noise.ts';
import { round } from '../round.ts';
import { type Economy, type Seed, seeds } from './economies.ts';

export const firstYear = 2000;
export const lastYear = 2024;

export interface Indicator {
  id: string;
  name: string;
  /** How many decimals the Bank suggests to show; not how many it sends. */
  decimal: number;
  value(code: string, seed: Seed, year: number): number;
}

const growth = { HIC: 1.004, UMC: 1.006, LMC: 1.015, LIC: 1.026, INX: 1.003 };
const lifespan = { HIC: 80.5, UMC: 75, LMC: 69.5, LIC: 62.5, INX: 72 };
const carbon = { HIC: 7.6, UMC: 4.2, LMC: 1.3, LIC: 0.22, INX: 3 };

/** A step back in the two years everybody remembers, so that a chart of the series looks like one. */
const setback = (year: number) => (year === 2009 ? 0.95 : year === 2020 ? 0.94 : 1);

function people(code: string, seed: Seed, year: number): number {
  const rate = growth[seed.income] + between(-0.004, 0.004, code, 'people');
  const level = between(0.99, 1.01, code, 'level');
  return Math.round(seed.people * 1e6 * level * rate ** (year - lastYear));
}

function gdpPerPerson(code: string, seed: Seed, year: number): number {
  const rate = between(1.025, 1.055, code, 'gdp');
  const wobble = between(0.97, 1.03, code, 'gdp', year);
  return seed.gdpPerPerson * rate ** (year - lastYear) * wobble * setback(year);
}

function lifeExpectancy(code: string, seed: Seed, year: number): number {
  const pandemic = year === 2020 || year === 2021 ? -0.8 : 0;
  return lifespan[seed.income] + between(-3, 3, code, 'life') + (year - lastYear) * 0.2 + pandemic;
}

function carbonPerPerson(code: string, seed: Seed, year: number): number {
  const trend = seed.income === 'HIC' ? 0.985 : 1.015;
  return carbon[seed.income] * between(0.5, 1.7, code, 'carbon') * trend ** (year - lastYear) * setback(year);
}

const all: readonly Indicator[] = [
  {
    id: 'NY.GDP.MKTP.CD',
    name: 'GDP (current US$)',
    decimal: 0,
    value: (...at) => round(people(...at) * gdpPerPerson(...at), 2),
  },
  {
    id: 'NY.GDP.PCAP.CD',
    name: 'GDP per capita (current US$)',
    decimal: 1,
    value: (...at) => round(gdpPerPerson(...at), 4),
  },
  { id: 'SP.POP.TOTL', name: 'Population, total', decimal: 0, value: people },
  {
    id: 'SP.DYN.LE00.IN',
    name: 'Life expectancy at birth, total (years)',
    decimal: 0,
    value: (...at) => round(lifeExpectancy(...at), 3),
  },
  {
    id: 'EN.ATM.CO2E.PC',
    name: 'CO2 emissions (metric tons per capita)',
    decimal: 1,
    value: (...at) => round(carbonPerPerson(...at), 6),
  },
];

/** By id. Ids are upper case, and only upper case is understood. */
export const indicators: ReadonlyMap<string, Indicator> = new Map(all.map((indicator) => [indicator.id, indicator]));

/** The last year with national accounts, for those who stopped publishing them; North Korea never started. */
const accountsEnd: Readonly<Record<string, number>> = { CU: 2020, ER: 2011, KP: 0, SS: 2015, VE: 2014, YE: 2018 };

/** The value of a year, or null where nothing was reported. Made up, and deterministic. */
export function valueIn({ iso2Code }: Economy, indicator: Indicator, year: number): number | null {
  const seed = seeds.get(iso2Code);
  if (seed === undefined) return null;
  if (indicator.id.startsWith('NY.') && year > (accountsEnd[iso2Code] ?? lastYear)) return null;
  // Emissions are reported late: the newest years are null for everyone.
  if (indicator.id === 'EN.ATM.CO2E.PC' && year > lastYear - 2) return null;
  return indicator.value(iso2Code, seed, year);
}
