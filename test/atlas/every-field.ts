import { buildSchema, type GraphQLObjectType, getNamedType, isObjectType } from 'graphql';

/** What fields that need arguments are asked with. */
const given: Readonly<Record<string, string>> = {
  'Query.country': '(code: "JP")',
  'Query.countries': '(codes: ["JP", "FR"])',
  'Query.earthquakes': '(latitude: 35.6, longitude: 139.7)',
  'Country.indicators': '(ids: ["NY.GDP.MKTP.CD"])',
};

/** A query over every field of a graph whose types do not come round to themselves. */
export const everyField = (sdl: string): string => {
  const query = buildSchema(sdl).getQueryType();
  return query ? selection(query) : '';
};

const selection = (type: GraphQLObjectType): string =>
  `{ ${Object.values(type.getFields())
    .map((field) => {
      const named = getNamedType(field.type);
      const asked = `${field.name}${given[`${type.name}.${field.name}`] ?? ''}`;
      return isObjectType(named) ? `${asked} ${selection(named)}` : asked;
    })
    .join(' ')} }`;

/** The coordinate that a path of an answer stands for. */
export const coordinateOf = (sdl: string, path: readonly (string | number)[]): string => {
  let type: unknown = buildSchema(sdl).getQueryType();
  let coordinate = '';
  for (const step of path) {
    if (typeof step === 'number' || !isObjectType(type)) continue;
    coordinate = `${type.name}.${step}`;
    const field = type.getFields()[step];
    type = field && getNamedType(field.type);
  }
  return coordinate;
};

/** What stands at a path of an answer. */
export const valueAt = (data: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((value, step) => (value as Readonly<Record<string | number, unknown>> | null)?.[step], data);
