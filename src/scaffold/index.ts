export { unifiedDiff } from './diff/unified-diff.ts';
export type { Draft, Note } from './draft.ts';
export {
  type Choice,
  draftOf,
  listOperations,
  type OpenApiDocument,
  type OperationSummary,
  readOpenApi,
} from './openapi/index.ts';
export { queryText } from './query-text.ts';
export { draftOfSamples, type SampleOptions, type SampleText } from './sample/index.ts';
export { kitTestText, rootOf, type SourceTextOptions, schemaText, sourceText } from './write/index.ts';
export { inOneLine } from './write/plain.ts';
