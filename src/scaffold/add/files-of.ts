import type { Draft } from '../draft.ts';
import { kitTestText, schemaText, sourceText } from '../write/index.ts';
import type { Files } from './written-files.ts';

/** The files of a source, by name. */
export const filesOf = (draft: Draft): Files => ({
  'schema.graphql': schemaText(draft),
  'source.ts': sourceText(draft, { from: 'breakwater' }),
  [`${draft.name}.test.ts`]: kitTestText(draft),
});
