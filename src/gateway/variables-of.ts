import type { SourceClass } from '../datasources/base/index.ts';

/** All variables that a source is configured by. */
export const variablesOf = ({ auth, baseUrlFrom = {}, proxy }: SourceClass['api']): readonly string[] => [
  ...(auth?.variables ?? []),
  ...Object.values(baseUrlFrom),
  ...(proxy ? [proxy.env] : []),
];
