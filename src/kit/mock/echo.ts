import type { Args, SampleRow, Shapes } from '../../datasources/base/index.ts';

/** A field may be spelled one way in the graph and another by the API. */
const alike = (name: string): string => name.replace(/[^a-z0-9]/gi, '').toLowerCase();

type Value = SampleRow[string];

const isValue = (value: unknown): value is Value =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Arguments by their names, those within an input beside the others. */
const valuesIn = (args: Args): ReadonlyMap<string, Value> =>
  new Map(
    Object.entries(args)
      .flatMap(([name, value]) =>
        typeof value === 'object' && value !== null ? Object.entries(value) : [[name, value] as const],
      )
      .flatMap(([name, value]) => (isValue(value) ? [[alike(name), value] as const] : [])),
  );

/** Rows that might answer with what was asked: each field of the type that is called as an argument is, with its value. */
export const echoes = (type: string, args: Args, shapes: Shapes): readonly SampleRow[] => {
  const shape = shapes.get(type);
  if (shape?.kind !== 'record') return [];
  const values = valuesIn(args);
  return shape.fields.flatMap(({ name, type: its, wire }) => {
    if ('list' in its) return [];
    const said = values.get(alike(name)) ?? values.get(alike(wire.path?.text ?? ''));
    if (said === undefined) return [];
    // The API's spelling of an enum is often that of the graph in another case.
    return shapes.get(its.name)?.kind === 'enum' ? [{ [name]: String(said).toUpperCase() }] : [{ [name]: said }];
  });
};
