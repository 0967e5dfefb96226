/** Text for one line of a comment: no control character or line separator ends it early. */
export const inOneLine = (text: string): string => wellFormed(text).replace(/\s+/g, ' ').trim();

/** Text without halves of characters and without control characters but line feeds. */
export const wellFormed = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/\t/g, '  ')
    .replace(/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069\ufeff]/gu, '');
