import {
  compileInput,
  type InputWriter,
  type Operation,
  type Shapes,
  type TypeRef,
  type Wire,
} from '../../datasources/base/index.ts';
import { directiveOf } from './literal.ts';
import type { FieldModel, Model } from './model.ts';
import { originType } from './origin-type.ts';
import type { Loading, LoadPlan } from './plan-load.ts';
import { complainAt, placeOfNode, type Report } from './problem.ts';
import type { Origin } from './read-load.ts';
import { readWire } from './read-wire.ts';
import type { SourceModel } from './source-model.ts';

/** How the arguments of an operation reach it, by their names there: as its API spells them. */
export type InputWriters = ReadonlyMap<string, InputWriter>;

/** Compiles how whatever fills the inputs of an operation is written; reports what cannot be. Keys are matched with rows, and stay as they are. */
export const inputWriters = (
  loading: Loading,
  { inputs, passed }: LoadPlan,
  operation: Operation,
  { api }: SourceModel,
  model: Model,
  shapes: Shapes,
  report: Report,
): InputWriters => {
  const field = model.objects.get(loading.owner)?.fields.get(loading.what.split('.')[1] ?? '');
  const writing = {
    shapes,
    names: api.names,
    enums: api.enums,
    format: operation.kind === 'write' ? operation.body : 'json',
    problem: (what: string, message: string) =>
      complainAt(placeOf(what, model) ?? placeOfNode(loading.load.node), report)(`${what}: ${message}.`),
    known: new Map(),
  } as const;
  const filled: readonly (readonly [string, Origin])[] = [
    ...inputs.map(({ name, from }) => [name, from] as const),
    ...passed.map((name) => [name, { argument: name }] as const),
  ];
  const writers = filled.flatMap(([name, from]): [string, InputWriter][] => {
    const type = 'constant' in from ? undefined : originType(from, loading, model, () => undefined);
    if (!type || isRecord(type, model)) return [];
    const what = 'argument' in from ? `${loading.what}(${from.argument}:)` : loading.what;
    return [[name, compileInput(type, wireOf(from, field, report), what, writing)]];
  });
  return new Map(writers);
};

/** A record of the parent, handed on as it is. */
const isRecord = (type: TypeRef, model: Model): boolean =>
  'list' in type ? isRecord(type.list, model) : model.objects.has(type.name) || model.abstracts.has(type.name);

/** What stands on the argument. */
const wireOf = (from: Origin, field: FieldModel | undefined, report: Report): Wire => {
  if (!('argument' in from)) return {};
  const node = field?.node.arguments?.find(({ name }) => name.value === from.argument);
  return node ? readWire(directiveOf(node, 'wire'), 'argument', report) : {};
};

const placeOf = (what: string, { inputs }: Model): string | undefined => {
  const [type = '', name = ''] = what.split('.');
  const its = inputs.get(type)?.fields.get(name);
  return its && placeOfNode(its.wireNode ?? its.node);
};
