import { type SourceClass, variablesOfPlaces } from '../datasources/base/index.ts';

/** All variables that a source is configured by. */
export const variablesOf = ({ auth, baseUrlFrom, proxy }: SourceClass['api']): readonly string[] => [
  ...(auth?.variables ?? []),
  ...variablesOfPlaces(baseUrlFrom),
  ...(proxy ? [proxy.env] : []),
];
