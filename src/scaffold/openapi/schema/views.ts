import type { Note } from '../../draft.ts';
import { isNode, listAt, memberAt, type Node, textAt } from '../node.ts';
import { componentsOf, resolve } from '../resolve.ts';
import { combiner } from './combiner.ts';
import { type Combine, mergeViews } from './merge-views.ts';
import { readSchema } from './read-schema.ts';
import type { SchemaView } from './schema-view.ts';

/** Reads the schemas of one document, each once. */
export interface Views {
  /** A schema where it is used; undefined for one that nobody can follow. */
  readonly of: (schema: unknown, at: string) => SchemaView | undefined;
  readonly combine: Combine;
  /** The schemas that have this one in their `allOf`, by their names. */
  readonly heirsOf: (identity: object) => readonly (readonly [name: string, schema: Node])[];
}

/** What says nothing of what a value is. */
const ANNOTATIONS = new Set(
  `$ref description title summary example examples default deprecated readOnly writeOnly externalDocs xml nullable discriminator minProperties
  maxProperties $schema $id $comment id`.split(/\s+/),
);

const saysMore = (node: Node): boolean =>
  Object.keys(node).some((word) => !ANNOTATIONS.has(word) && !word.startsWith('x-'));

/** Variants that name required members alone tell nothing of what there is. */
const isVariant = (schema: unknown): boolean =>
  isNode(schema) && Object.keys(schema).some((word) => !['required', 'not', 'title', 'description'].includes(word));

const isNull = (schema: unknown): boolean =>
  isNode(schema) && [memberAt(schema, 'type')].flat().every((type) => type === 'null') && 'type' in schema;

/** @param note hears of references that lead nowhere, and of circles */
export const readViews = (root: Node, note: (note: Note) => void): Views => {
  const known = new Map<object, SchemaView>();
  const besides = new Map<object, SchemaView>();
  const under = new Set<object>();
  const combine = combiner(root);
  let heirs: ReturnType<typeof findHeirs> | undefined;

  const parts = (schemas: readonly unknown[], at: string): readonly SchemaView[] =>
    schemas.flatMap((each, i) => views.of(each, `${at}.allOf.${i}`) ?? []);

  const read = (node: Node, at: string, name: string | undefined): SchemaView => {
    const all = listAt(node, 'allOf').filter((each) => isNode(each));
    const several = [...listAt(node, 'oneOf'), ...listAt(node, 'anyOf')];
    const variants = several.filter((each) => isVariant(each) && !isNull(each));
    const nullable = several.some(isNull);
    const own: SchemaView = { ...readSchema(node, at), ...(name === undefined ? {} : { name }) };
    const bare = own.kinds.size === 0 && own.properties.size === 0 && !own.values;
    // One schema with words around it is that schema.
    const isObject = own.kinds.size === 1 && own.kinds.has('object') && own.properties.size === 0;
    const [only, ...more] = [...all, ...variants];
    if (only !== undefined && more.length === 0 && (bare || (isObject && all.length === 1)) && !own.discriminator) {
      const its = views.of(only, at);
      if (its) return around(its, own, nullable, name);
    }
    const merged = mergeViews({ ...own, variants }, parts(all, at), combine);
    return { ...merged, nullable: own.nullable || nullable || (bare && merged.nullable) };
  };

  const views: Views = {
    combine,
    of(schema, at) {
      const found = resolve(root, schema === true ? {} : schema);
      if (!found) {
        const ref = textAt(schema, '$ref');
        if (ref !== undefined)
          note({ kind: 'left out', at, says: `The reference ${JSON.stringify(ref)} leads nowhere in this document.` });
        return undefined;
      }
      const place = found.at ?? at;
      const view = viewOf(found.node, place, found.name);
      if (!view || !isNode(schema) || found.node === schema) return view;
      return beside(view, schema, at);
    },
    heirsOf(identity) {
      heirs ??= findHeirs(root);
      return heirs.get(identity) ?? [];
    },
  };

  const viewOf = (node: Node, at: string, name: string | undefined): SchemaView | undefined => {
    const seen = known.get(node);
    if (seen) return seen;
    if (under.has(node)) {
      note({ kind: 'left out', at, says: 'The schema is made of itself; that part says nothing.' });
      return undefined;
    }
    under.add(node);
    const view = read(node, at, name);
    under.delete(node);
    known.set(node, view);
    return view;
  };

  /** What stands beside a reference holds too. */
  const beside = (view: SchemaView, schema: Node, at: string): SchemaView => {
    const nullable = view.nullable || memberAt(schema, 'nullable') === true || memberAt(schema, 'x-nullable') === true;
    if (!saysMore(schema)) return nullable === view.nullable ? view : { ...view, nullable };
    const seen = besides.get(schema);
    if (seen) return seen;
    const { $ref, ...rest } = schema;
    const together = viewOf({ allOf: [{ $ref }, rest] }, at, undefined) ?? view;
    besides.set(schema, together);
    return together;
  };
  return views;
};

/** A schema that is another in other words. */
const around = (its: SchemaView, own: SchemaView, nullable: boolean, name: string | undefined): SchemaView => ({
  ...its,
  ...(its.name === undefined && name !== undefined ? { name } : {}),
  ...(own.description === undefined ? {} : { description: own.description }),
  nullable: its.nullable || own.nullable || nullable,
  required: new Set([...its.required, ...own.required]),
  ...(own.required.size > 0 ? { identity: own.identity } : {}),
});

const findHeirs = (root: Node) => {
  const heirs = new Map<object, (readonly [string, Node])[]>();
  for (const [name, schema] of Object.entries(componentsOf(root, 'schemas')))
    for (const base of listAt(schema, 'allOf')) {
      const found = textAt(base, '$ref') === undefined ? undefined : resolve(root, base)?.node;
      if (found && isNode(schema)) heirs.set(found, [...(heirs.get(found) ?? []), [name, schema]]);
    }
  return heirs;
};
