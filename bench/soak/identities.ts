import type { HeardRequest } from '../../src/faults/fault.ts';

/** Two callers with credentials of their own, who must never read each other's answers. */
export const identities = ['ada', 'ben'] as const;

export type Identity = (typeof identities)[number];

/** The environment variable that every source of the soak reads its credential from. */
export const VARIABLE = 'SOAK_TOKEN';

export const tokenOf = (identity: Identity): string => `token-of-${identity}`;

/** Who sent a request, by its `authorization`; `undefined` if it does not say. */
export const identityOf = ({ text }: Pick<HeardRequest, 'text'>): Identity | undefined => {
  const token = /^authorization: *Bearer (\S+)\r$/im.exec(text)?.[1];
  return identities.find((identity) => tokenOf(identity) === token);
};

/** By source: what is different in the answers that Ben gets, so that they tell whose they are. */
const marks: Readonly<Record<string, (text: string) => string>> = {
  worldbank: (text) => text.replace(/"name":\s*"/g, '$&Ben: ').replace(/<wb:indicator [^>]*>/g, '$&Ben: '),
  currencies: (text) => text.replace(/"name":\s*"/g, '$&Ben: '),
  ecb: (text) => text.replace(/time='2026/g, "time='2025"),
  openMeteo: (text) => text.replace(/"2026-/g, '"2025-'),
  usgs: (text) => text.replace(/"place":\s*"/g, '$&Ben: '),
};

/** The answer of a source as this caller gets it. */
export const markedFor = (identity: Identity, source: string, text: string): string =>
  identity === 'ben' ? (marks[source]?.(text) ?? text) : text;
