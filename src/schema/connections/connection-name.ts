import type { TypeRef } from '../../datasources/base/index.ts';

const SUFFIX = 'Connection';

/** What connections to items of a type are called: `IssueConnection`. */
export const connectionName = (item: string): string => `${item}${SUFFIX}`;

/** The type of the items that a connection of this name leads to; undefined for other names. */
export const itemName = (connection: string): string | undefined =>
  connection.endsWith(SUFFIX) && connection.length > SUFFIX.length ? connection.slice(0, -SUFFIX.length) : undefined;

/** Whether a type is the connection to items of another. */
export const isConnectionTo = (item: string, type: TypeRef): boolean =>
  !('list' in type) && type.name === connectionName(item);

/** The arguments of a connection: they say which part of a list is asked for, and are not passed on. */
export const PAGING: readonly string[] = ['first', 'after', 'last', 'before'];
