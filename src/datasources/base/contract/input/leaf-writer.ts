import { UpstreamError } from '../../../../resilience/index.ts';
import { spell } from '../names.ts';
import { scalarLeaf } from '../scalars.ts';
import type { EnumShape, Wire } from '../shape.ts';
import type { InputWriter, Writing } from './input-writer.ts';
import { spellScalar } from './spell-scalar.ts';

const find: InputWriter['find'] = (names) => (names.length === 0 ? [] : undefined);

/** Writes a scalar or an enum. */
export const leafWriter = (name: string, { format }: Wire, what: string, writing: Writing): InputWriter => {
  const { shapes, problem } = writing;
  const shape = shapes.get(name);
  if (shape?.kind === 'enum') {
    if (format !== undefined) problem(what, `${name} is an enum; its spellings stand on its values`);
    return { write: enumWriter(shape, writing), find };
  }
  if (format === undefined) return { write: (value) => value, find };
  if (!scalarLeaf(name, format)) problem(what, `${name} cannot be spelled "${format}"`);
  const write = (value: unknown): unknown => {
    const spelled = spellScalar(name, format, value as string | number | boolean);
    if (spelled !== undefined) return spelled;
    throw new UpstreamError('unsafe', { sent: 'no', detail: `${what}: this ${name} cannot be spelled "${format}"` });
  };
  return { write, find };
};

/** The first spelling is the one that is written. */
const enumWriter = ({ values }: EnumShape, { enums }: Writing): InputWriter['write'] => {
  const spellings = new Map(values.map(({ name, spellings: its }) => [name, its?.[0] ?? spell(name, enums)]));
  return (value) => spellings.get(value as string) ?? value;
};
