import { isObject } from '../is-object.ts';

/** What a document holds in `data`, by name; undefined where nothing was answered. */
export const dataOf = (document: unknown): Readonly<Record<string, unknown>> | undefined => {
  const data = isObject(document) ? document['data'] : undefined;
  return isObject(data) ? data : undefined;
};
