import type { Literal } from '../draft.ts';
import { sourceCode } from '../source-code.ts';

/** Words of `Api` for credentials in the query: their values are never written. */
export const authOf = (
  name: string,
  [first]: readonly string[],
): { readonly options: Readonly<Record<string, Literal>>; readonly imports: readonly string[] } => {
  if (first === undefined) return { options: {}, imports: [] };
  const variable = `${name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/\W/g, '_')
    .toUpperCase()}_KEY`;
  return {
    options: {
      auth: sourceCode(`apiKey({ query: ${JSON.stringify(first).replace(/^"|"$/g, "'")}, env: '${variable}' })`),
    },
    imports: ['apiKey'],
  };
};
