import type { Draft } from '../draft.ts';

/** The test of a source: the failure kit, in one line. It runs in Jest, in Vitest, and in Node's own test runner. */
export const kitTestText = ({ className }: Draft): string =>
  `import { failureKit } from 'breakwater/kit';
import { ${className} } from './source.ts';

failureKit(${className}, new URL('./schema.graphql', import.meta.url));
`;
