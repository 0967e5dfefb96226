/** The same document, with every character beyond ASCII written by its number. */
export const asciiOf = (text: string, format: 'json' | 'xml'): string =>
  format === 'json'
    ? text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : text.replace(/[\u{80}-\u{10ffff}]/gu, (character) => `&#${character.codePointAt(0)};`);
