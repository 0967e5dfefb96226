export { kitTestText } from './kit-test-text.ts';
export { rootOf, schemaText } from './schema-text.ts';
export { type SourceTextOptions, sourceText } from './source-text.ts';
