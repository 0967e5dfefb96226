import { typeName } from '../../names/legal-name.ts';
import { resolve } from '../resolve.ts';
import type { Discriminator, SchemaView } from '../schema/schema-view.ts';
import { described } from './describe.ts';
import { type Making, madeOnce } from './making.ts';
import { hasProperties, objectType } from './object-type.ts';
import type { Use } from './typed.ts';
import { stepOf } from './wire-place.ts';

/** A schema that others begin with (`allOf`), and that says how they are told apart, is an interface of them. */
export const interfaceOf = (view: SchemaView, use: Use, making: Making): string | undefined => {
  const { discriminator, identity } = view;
  if (!discriminator || use.medium === 'xml') return undefined;
  const heirs = new Map(allHeirs(identity, making));
  if (heirs.size === 0) return undefined;
  for (const [, ref] of discriminator.mapping) {
    const found = resolve(making.root, { $ref: pointer(ref) });
    if (found?.name !== undefined && found.node !== identity) heirs.set(found.name, found.node);
  }
  const members = [...heirs].flatMap(([name, schema]) => {
    const its = making.views.of({ $ref: `#/components/schemas/${escaped(name)}` }, use.at);
    return its && its.identity === schema && hasProperties(its, use) ? [its] : [];
  });
  return members.length > 0 ? abstractType('interface', view, discriminator, members, use, making) : undefined;
};

/** Also those that begin with one of them. */
const allHeirs = (identity: object, making: Making, seen = new Set<object>()): (readonly [string, object])[] => {
  if (seen.has(identity)) return [];
  seen.add(identity);
  return making.views
    .heirsOf(identity)
    .flatMap(([name, schema]) => [[name, schema] as const, ...allHeirs(schema, making, seen)]);
};

const escaped = (name: string): string => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));

/** In a mapping the name of a schema stands for a reference to it. */
const pointer = (ref: string): string => (ref.startsWith('#') ? ref : `#/components/schemas/${escaped(ref)}`);

/** A union or an interface of object types that a value tells apart. */
export const abstractType = (
  kind: 'union' | 'interface',
  view: SchemaView,
  discriminator: Discriminator,
  members: readonly SchemaView[],
  use: Use,
  making: Making,
): string =>
  madeOnce(
    making,
    view.identity,
    `${kind} ${use.medium}`,
    () => making.typeNames.take(typeName(view.name ?? use.hint)),
    (name) => {
      const by = stepOf(discriminator.property);
      const description = described(view.description);
      const start = { name, kind, at: view.at, description, by };
      // Its place among the types.
      making.types.set(name, { kind: 'union', name, members: [] });
      making.abstracts.set(name, { ...start, members: [] });
      const made = members.map((member) => ({
        type: objectType(member, { ...use, hint: `${name}${typeName(member.name ?? 'Variant')}` }, making),
        values: valuesFor(member, discriminator, making),
      }));
      making.abstracts.set(name, { ...start, members: made });
    },
  );

/** What stands in the discriminator of a type: what is mapped to it, else what its own property must be, else its name. */
const valuesFor = (member: SchemaView, { mapping, property }: Discriminator, making: Making): readonly string[] => {
  const mapped = mapping.flatMap(([value, ref]) =>
    resolve(making.root, { $ref: pointer(ref) })?.node === member.identity ? [value] : [],
  );
  if (mapped.length > 0) return mapped;
  const own = making.views.of(member.properties.get(property), member.at)?.values ?? [];
  if (own.length === 1) return own.map(String);
  return member.name === undefined ? [] : [member.name];
};
