import type { Format } from './source/api.ts';

/** What a document is written in. */
export type Language = 'json' | 'xml';

/** The language of a format: SOAP is XML in an envelope, and GraphQL is JSON in one. */
export const languageOf = (format: Format): Language => (format === 'xml' || format === 'soap' ? 'xml' : 'json');
