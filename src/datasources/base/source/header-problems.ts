import { isHeaderName, isHeaderValue } from '../http/header-text.ts';

/** What is wrong with the headers that every request sends. Their values are not told: one may be a secret. */
export const headerProblems = (headers: Readonly<Record<string, unknown>> = {}): readonly string[] =>
  Object.entries(headers).flatMap(([name, value]) => {
    if (!isHeaderName(name)) return [`headers: ${JSON.stringify(name)} is no header name.`];
    if (value === undefined) return [];
    if (typeof value !== 'string') return [`headers: ${name} must be text.`];
    return isHeaderValue(value)
      ? []
      : [`headers: ${name} holds a line break, or another character that no header may hold.`];
  });
