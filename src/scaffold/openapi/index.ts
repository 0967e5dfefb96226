export { type Choice, DEFAULT_OPERATIONS, wantedIds } from './choose-operations.ts';
export { type DraftOptions, draftOf } from './draft-of.ts';
export { listOperations, type OperationSummary } from './list-operations.ts';
export type { OpenApiDocument } from './open-api-document.ts';
export { parseOpenApi, type ReadOptions, readOpenApi } from './read-open-api.ts';
