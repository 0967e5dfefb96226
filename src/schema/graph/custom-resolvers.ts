import { type DocumentNode, Kind, specifiedScalarTypes } from 'graphql';
import { scalarFormats } from '../../datasources/base/index.ts';
import type { Model, Resolved } from '../contract/model.ts';
import type { Report } from '../contract/problem.ts';
import { suggest } from '../contract/suggest.ts';

/** Resolvers by type and field; whatever `@graphql-tools/schema` takes. */
export type Resolvers = Readonly<Record<string, unknown>>;

/** Which fields have a resolver. */
export const resolvedFields = (resolvers: Resolvers): Resolved =>
  new Map(
    Object.entries(resolvers).map(([type, fields]) => [
      type,
      new Set(typeof fields === 'object' && fields !== null ? Object.keys(fields) : []),
    ]),
  );

/** Every resolver stands for something that the SDL has. */
export const checkResolvers = (
  resolved: Resolved,
  { objects }: Model,
  document: DocumentNode,
  report: Report,
): void => {
  const scalars = [...specifiedScalarTypes.map(({ name }) => name), ...Object.keys(scalarFormats)];
  const declared = document.definitions.flatMap((node) =>
    'name' in node && node.name && node.kind !== Kind.DIRECTIVE_DEFINITION ? [node.name.value] : [],
  );
  const types = new Set([...declared, ...scalars]);
  const complain = (message: string, fix: string) => report({ place: 'resolvers', message, fix });
  for (const [type, names] of resolved) {
    const fields = objects.get(type)?.fields;
    if (!types.has(type))
      complain(`There are resolvers for ${type}, which is no type of the SDL.`, suggest(type, [...new Set(declared)]));
    else if (fields)
      for (const name of names)
        if (!fields.has(name) && !name.startsWith('__'))
          complain(
            `There is a resolver for ${type}.${name}, which is no field of the SDL.`,
            suggest(name, [...fields.keys()]),
          );
  }
};
