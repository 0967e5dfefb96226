/** A number with its noun: `1 case`, `2 cases`. @param many the plural @default the noun with an s */
export const counted = (number: number, noun: string, many = `${noun}s`): string =>
  `${number} ${number === 1 ? noun : many}`;
