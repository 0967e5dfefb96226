import { nameOf, type Path } from '../../datasources/base/index.ts';
import { isRoot, type ObjectModel, onWire } from '../contract/model.ts';
import type { LoadPlan } from '../contract/plan-load.ts';
import { reach } from '../contract/reach.ts';
import { membersOf } from '../contract/read-abstract.ts';
import type { Origin } from '../contract/read-load.ts';
import { type Blueprint, loadOf } from '../graph/blueprint.ts';

/** A field that makes a call: a client enters by it, or one type leads to another. */
export interface Join {
  /** `Currency.rate`. */
  readonly field: string;
  /** `Currency`. */
  readonly owner: string;
  /** `ecb.rate`. */
  readonly call: string;
  readonly source: string;
  /** What of its record, or of its arguments, fills the call: `code`, `$codes`. */
  readonly by: readonly string[];
  /** What it leads to; several for a union or an interface. */
  readonly types: readonly string[];
  /** Whether its record comes from another source. */
  readonly crosses: boolean;
}

/** A field that comes along in the answer that holds its record. */
export interface Part {
  readonly source: string;
  readonly field: string;
  readonly owner: string;
  readonly types: readonly string[];
}

/** Sources, the types they give, and how these hang together. */
export interface Picture {
  readonly sources: readonly { readonly name: string; readonly types: readonly string[] }[];
  readonly joins: readonly Join[];
  readonly parts: readonly Part[];
}

/** What a graph looks like, read from its contract. */
export const pictureOf = (blueprint: Blueprint): Picture => {
  const { model, sources } = blueprint;
  const given = [...sources.values()].map((source) => {
    const uses = [...source.operations].flatMap(([name, operation]) => reach(source, name, operation, model));
    return { name: source.api.name, types: [...new Set(uses.map(({ object }) => object.name))] };
  });
  const isGivenBy = (source: string, type: string) =>
    given.some(({ name, types }) => name === source && types.includes(type));
  const objects = [...model.objects.values()];
  return {
    sources: given,
    joins: objects
      .flatMap((object) => joinsOf(object, blueprint))
      .map((join) => ({
        ...join,
        crosses: !isRoot(join.owner) && given.some(({ name }) => name !== join.source && isGivenBy(name, join.owner)),
      })),
    parts: given.flatMap(({ name, types }) =>
      objects.filter((object) => types.includes(object.name)).flatMap((object) => partsOf(object, name, blueprint)),
    ),
  };
};

const joinsOf = ({ name: owner, fields }: ObjectModel, blueprint: Blueprint): readonly Omit<Join, 'crosses'>[] =>
  [...fields.values()].flatMap((field) => {
    const load = loadOf(blueprint, field);
    if (!load) return [];
    const { source, operation } = load.plan;
    const answer = blueprint.sources.get(source)?.operations.get(operation)?.type ?? '';
    const types = load.detail ? objectsIn(nameOf(field.type), blueprint) : objectsIn(answer, blueprint);
    return [{ field: field.what, owner, call: `${source}.${operation}`, source, by: fillsOf(load.plan), types }];
  });

const partsOf = (object: ObjectModel, source: string, blueprint: Blueprint): readonly Part[] =>
  onWire(object).flatMap(({ what, type, wire }) => {
    const types = objectsIn(nameOf(type), blueprint);
    return types.length === 0 || wire.detail ? [] : [{ source, field: what, owner: object.name, types }];
  });

const objectsIn = (type: string, { model: { objects, abstracts } }: Blueprint): readonly string[] => {
  const several = abstracts.get(type);
  if (several) return membersOf(several, objects).map(({ name }) => name);
  return objects.has(type) ? [type] : [];
};

const fillsOf = ({ keys, inputs }: LoadPlan): readonly string[] => [
  ...new Set([...keys, ...inputs].flatMap(({ from }) => said(from))),
];

const said = (from: Origin): readonly string[] => {
  if ('argument' in from) return [`$${from.argument}`];
  return 'path' in from ? [textOf(from.path)] : [];
};

const textOf = ({ text }: Path): string => text;
