import type { Resolvers } from './generated/resolvers.ts';

/** A letter of a country code as a regional indicator symbol: two of them are a flag (Unicode Technical Standard 51). */
const indicatorSymbol = (letter: string): string => String.fromCodePoint(0x1f1e6 + letter.charCodeAt(0) - 65);

/** What needs code: typed by codegen from the SDL and the records. */
export const resolvers: Resolvers = {
  Country: {
    flag: ({ code }) => (/^[A-Z]{2}$/.test(code) ? code.replace(/[A-Z]/g, indicatorSymbol) : null),
  },
};
