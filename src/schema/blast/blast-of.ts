import { type GraphQLObjectType, getNamedType, isAbstractType, isObjectType } from 'graphql';
import { type Blueprint, loadOf } from '../graph/blueprint.ts';
import { type Stale, staleOf } from './stale-of.ts';

/** A field that is null, with an error, while a source is down. */
export interface DarkField {
  /** `Currency.rate`. */
  readonly field: string;
  /** `ecb.rate`. */
  readonly call: string;
  /** What may stand in, where an older answer is kept; `null`: nothing. */
  readonly stale: Stale | null;
}

/** What is dark while a source is down and nothing of it is kept. */
export interface Blast {
  readonly source: string;
  /** Fields that a client can still ask for, and that are null with an error. In a list by keys, its items are. */
  readonly fields: readonly DarkField[];
  /** Types that no query gets to any more, with all their fields. */
  readonly types: readonly string[];
  /** Fields that are answered by a resolver of somebody's own: what it asks is not known here. */
  readonly unjudged: readonly string[];
}

/** What goes dark with a source. */
export const blastOf = (blueprint: Blueprint, source: string): Blast => {
  const before = seen(blueprint, undefined);
  const after = seen(blueprint, source);
  return {
    source,
    fields: after.dark,
    types: [...before.types].filter((type) => !after.types.has(type)).sort(),
    unjudged: after.unjudged,
  };
};

interface Seen {
  readonly types: ReadonlySet<string>;
  readonly dark: readonly DarkField[];
  readonly unjudged: readonly string[];
}

/** What queries can get to from the roots of the graph, without going through what `down` answers. */
const seen = (blueprint: Blueprint, down: string | undefined): Seen => {
  const { schema } = blueprint;
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const types = new Set<string>();
  const dark: DarkField[] = [];
  const unjudged: string[] = [];
  const visit = (type: GraphQLObjectType): void => {
    if (types.has(type.name)) return;
    types.add(type.name);
    for (const field of Object.values(type.getFields())) {
      const lost = down === undefined ? undefined : darkField(blueprint, type.name, field.name, down);
      if (lost) {
        dark.push(lost);
        continue;
      }
      if (isResolved(blueprint, type.name, field.name)) unjudged.push(`${type.name}.${field.name}`);
      const named = getNamedType(field.type);
      if (isObjectType(named)) visit(named);
      if (isAbstractType(named)) for (const each of schema.getPossibleTypes(named)) visit(each);
    }
  };
  for (const root of roots) if (root) visit(root);
  return { types, dark: dark.toSorted((a, b) => (a.field < b.field ? -1 : 1)), unjudged };
};

const isResolved = ({ model }: Blueprint, type: string, field: string): boolean =>
  model.objects.get(type)?.fields.get(field)?.resolved ?? false;

/** A field that `down` answers. */
export const darkField = (blueprint: Blueprint, type: string, name: string, down: string): DarkField | undefined => {
  const { model, sources } = blueprint;
  const field = model.objects.get(type)?.fields.get(name);
  const load = field && loadOf(blueprint, field);
  if (!field || load?.plan.source !== down) return undefined;
  const source = sources.get(down);
  const operation = source?.operations.get(load.plan.operation);
  const stale = source && operation ? staleOf(source.api, operation) : null;
  return { field: field.what, call: `${down}.${load.plan.operation}`, stale };
};
