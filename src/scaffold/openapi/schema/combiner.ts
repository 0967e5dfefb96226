import { isNode, memberAt, type Node } from '../node.ts';
import { resolve } from '../resolve.ts';
import type { Combine } from './merge-views.ts';

/** Schemas made of others may be made of others again; so deep, nobody learns anything from them. */
const MAX_DEPTH = 4;

/** Makes schemas of schemas, the same of the same: types that hold themselves would else never end. */
export const combiner = (root: Node): Combine => {
  const ids = new Map<unknown, number>();
  const made = new Map<string, Node>();
  const depths = new Map<unknown, number>();
  const idOf = (schema: unknown): number => {
    const id = ids.get(schema) ?? ids.size;
    ids.set(schema, id);
    return id;
  };
  /** What an earlier combination was made of counts by itself. */
  const partsOf = (word: string, schema: unknown): readonly unknown[] => {
    const parts = depths.has(schema) ? memberAt(schema, word) : undefined;
    return Array.isArray(parts) ? parts : [schema];
  };
  return (word, schemas) => {
    const parts = new Map<unknown, unknown>();
    for (const part of schemas.flatMap((schema) => partsOf(word, schema)))
      parts.set(resolve(root, part)?.node ?? part, part);
    const [only, ...more] = [...parts.values()];
    if (more.length === 0) return only;
    const id = `${word} ${[...parts.keys()].map(idOf).join(' ')}`;
    const known = made.get(id);
    if (known) return known;
    const depth = 1 + Math.max(0, ...[...parts.values()].map((part) => depths.get(part) ?? 0));
    const schema: Node = depth > MAX_DEPTH || ![...parts.keys()].every(isNode) ? {} : { [word]: [...parts.values()] };
    depths.set(schema, depth);
    made.set(id, schema);
    return schema;
  };
};
