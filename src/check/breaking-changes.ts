import { buildSchema, GraphQLError, type GraphQLSchema } from 'graphql';
import { UserError } from '../config/user-error.ts';
import type { Finding } from './finding.ts';

/** What a new graph means for the clients of an older one. */
export interface Changes {
  /** What breaks clients is an error, what may is a warning. */
  readonly findings: readonly Finding[];
  /** Changes that no client needs to know of. */
  readonly safe: number;
}

const FIX = 'Keep the old beside the new, with @deprecated, until no client asks for it.';

/**
 * Compares two graphs as clients see them. @param file the name of the older SDL, for findings
 * @throws UserError if the older text is no SDL
 */
export const breakingChanges = async (older: string, newer: string, file: string): Promise<Changes> => {
  const before = schemaOf(older, file);
  // Half a second to load, and few need it.
  const { diff } = await import('@graphql-inspector/core');
  const changes = await diff(before, buildSchema(newer));
  const levels: Readonly<Record<string, Finding['level']>> = { BREAKING: 'error', DANGEROUS: 'warning' };
  const findings = changes.flatMap(({ criticality, message, path }): readonly Finding[] => {
    const level = levels[criticality.level];
    if (level === undefined) return [];
    return [
      {
        level,
        file,
        ...(path === undefined ? {} : { place: path }),
        message: `${message.replace(/\.$/, '')}.`,
        ...(level === 'error' ? { fix: FIX } : {}),
      },
    ];
  });
  return { findings, safe: changes.length - findings.length };
};

const schemaOf = (text: string, file: string): GraphQLSchema => {
  try {
    return buildSchema(text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const line = error instanceof GraphQLError ? error.locations?.[0]?.line : undefined;
    throw new UserError(
      `${file} is no SDL: ${error.message.split('\n')[0]?.replace(/\.$/, '')}${line === undefined ? '' : ` (line ${line})`}. "breakwater sdl" writes one.`,
    );
  }
};
