import { isNode, listAt, memberAt, membersOf, type Node, nodeAt, textAt } from '../node.ts';
import type { OpenApiOperation } from '../operations-in.ts';
import { resolve } from '../resolve.ts';

/** A parameter of an operation, or of its path. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly schema: unknown;
  readonly style: string;
  readonly explode: boolean;
  /** Its value is a document of its own (`content`). */
  readonly isDocument: boolean;
  readonly description: string | undefined;
  readonly node: Node;
  readonly at: string;
}

const PLACES: readonly string[] = ['path', 'query', 'header', 'cookie'];

const STYLE: Readonly<Record<string, string>> = { query: 'form', cookie: 'form', path: 'simple', header: 'simple' };

/** All parameters; those of the operation stand in for those of its path with the same name. */
export const parametersOf = (root: Node, { node, item, at }: OpenApiOperation): readonly Parameter[] => {
  const found = new Map<string, Parameter>();
  for (const [owner, place] of [[item, at.replace(/\.\w+$/, '')] as const, [node, at] as const])
    for (const [i, value] of listAt(owner, 'parameters').entries()) {
      const its = resolve(root, value);
      const parameter = its && read(its.node, its.at ?? `${place}.parameters.${i}`);
      if (parameter) found.set(`${parameter.in} ${parameter.name}`, parameter);
    }
  return [...found.values()];
};

const read = (node: Node, at: string): Parameter | undefined => {
  const name = textAt(node, 'name');
  const place = memberAt(node, 'in');
  if (name === undefined || typeof place !== 'string' || !PLACES.includes(place)) return undefined;
  const [first] = membersOf(nodeAt(node, 'content'));
  const style = textAt(node, 'style') ?? collected(node) ?? STYLE[place] ?? 'form';
  const explode = memberAt(node, 'explode');
  return {
    name,
    in: place as Parameter['in'],
    required: memberAt(node, 'required') === true || place === 'path',
    schema: first ? memberAt(first[1], 'schema') : schemaOf(node),
    style,
    explode: typeof explode === 'boolean' ? explode : style === 'form' && collectionOf(node) === undefined,
    isDocument: first !== undefined,
    description: textAt(node, 'description'),
    node,
    at,
  };
};

/** A document of OpenAPI 2.0 that was not wholly turned has the words of the schema in the parameter. */
const schemaOf = (node: Node): unknown => memberAt(node, 'schema') ?? (isNode(node) && 'type' in node ? node : {});

const collectionOf = (node: Node): string | undefined => {
  const format = textAt(node, 'collectionFormat') ?? (memberAt(node, 'type') === 'array' ? 'csv' : undefined);
  return format === 'multi' ? undefined : format;
};

const collected = (node: Node): string | undefined => {
  const format = collectionOf(node);
  if (format === undefined) return undefined;
  return { ssv: 'spaceDelimited', pipes: 'pipeDelimited', tsv: 'tabDelimited' }[format] ?? 'form';
};
