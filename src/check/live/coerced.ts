import { coerceInputValue, type GraphQLInputType, getNullableType, isListType } from 'graphql';

/** A value as an argument takes it; undefined if its type does not. */
export const coerced = (value: unknown, type: GraphQLInputType): unknown => {
  let fits = true;
  const result: unknown = coerceInputValue(value, type, () => {
    fits = false;
  });
  return fits ? result : undefined;
};

/** Text of a command line as an argument takes it: as it is, else as JSON; a list also with commas between. */
export const coercedText = (text: string, type: GraphQLInputType): unknown => {
  const inner = getNullableType(type);
  const json = parsed(text);
  if (isListType(inner)) {
    if (Array.isArray(json)) return coerced(json, type);
    const items = text.split(',').map((each) => coercedText(each, inner.ofType));
    return items.includes(undefined) ? undefined : items;
  }
  return coerced(text, type) ?? (json === undefined ? undefined : coerced(json, type));
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
