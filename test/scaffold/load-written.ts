import { stripTypeScriptTypes } from 'node:module';
import type { SourceClass } from '../../src/datasources/base/index.ts';
import * as breakwater from '../../src/index.ts';
import type { Draft } from '../../src/scaffold/draft.ts';
import { sourceText } from '../../src/scaffold/write/index.ts';

/** The class that a written `source.ts` exports, over this very breakwater. */
export const loadWritten = (draft: Draft): SourceClass => {
  const text = stripTypeScriptTypes(sourceText(draft, { from: 'breakwater' }))
    .replace(
      /^import \{([^}]*)\} from .*$/m,
      (_, names: string) => `const {${names.replace(/\btype \w+,?/g, '')}} = breakwater;`,
    )
    .replace(/^export class/m, 'return class');
  // oxlint-disable-next-line no-implied-eval
  return new Function('breakwater', text)(breakwater);
};
