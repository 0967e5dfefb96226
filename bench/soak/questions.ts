/** An operation for the load. */
export interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const CODES = 'JP DE FR BR KE NZ CH US IN MX ZA NO IS ID CL PH TR PE'.split(' ');

const PLACES = [
  { latitude: 35.67, longitude: 139.77 },
  { latitude: -33.45, longitude: -70.65 },
  { latitude: 38.0, longitude: 23.7 },
  { latitude: -6.2, longitude: 106.8 },
] as const;

const whole = `query Whole($code: ID!, $days: Int) {
  country(code: $code) {
    code name flag region
    currencies { code name symbol rate(base: "USD") { value date } }
    capital {
      name
      weather(days: $days) { time temperatureC windKmh }
      earthquakes(limit: 3) { id magnitude place time }
    }
    indicators(ids: ["NY.GDP.MKTP.CD"]) { name year value }
  }
}`;

const many = `query Many($codes: [ID!]!) {
  countries(codes: $codes) { code name currencies { code name rate { value date } } capital { name weather { time temperatureC } } }
}`;

const money = `query Money($code: ID!, $base: ID) {
  country(code: $code) { name currencies { code name rate(base: $base) { value date } } }
}`;

const hours = `query Hours($code: ID!, $days: Int) {
  country(code: $code) { name capital { name weather(days: $days) { hours { time temperatureC } } } }
}`;

const quakes = `query Quakes($latitude: Float!, $longitude: Float!, $radiusKm: Float) {
  earthquakes(latitude: $latitude, longitude: $longitude, radiusKm: $radiusKm, limit: 5) { id place magnitude time depthKm }
}`;

const figures = `query Figures($codes: [ID!]!, $ids: [ID!]!) {
  countries(codes: $codes) { name indicators(ids: $ids, years: 3) { name indicator year value } }
}`;

/** The load's questions: over all five sources, one by one and joined, with different keys and arguments. */
export const questions: readonly Question[] = [
  ...CODES.map((code, i) => ({ query: whole, variables: { code, days: 1 + (i % 3) } })),
  ...CODES.map((_, i) => ({
    query: many,
    variables: { codes: [...CODES.slice(i, i + 4), ...(i % 3 === 0 ? ['QQ'] : [])] },
  })),
  ...CODES.slice(0, 9).map((code, i) => ({ query: money, variables: { code, base: i % 2 === 0 ? 'EUR' : 'CHF' } })),
  ...CODES.slice(9).map((code, i) => ({ query: hours, variables: { code, days: 1 + (i % 2) } })),
  ...PLACES.flatMap((place) => [300, 900].map((radiusKm) => ({ query: quakes, variables: { ...place, radiusKm } }))),
  ...CODES.slice(0, 6).map((_, i) => ({
    query: figures,
    variables: {
      codes: CODES.slice(i, i + 3),
      ids: i % 2 === 0 ? ['NY.GDP.MKTP.CD', 'SP.POP.TOTL'] : ['SP.POP.TOTL'],
    },
  })),
];
