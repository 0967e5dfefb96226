import type { Wire } from '../shape.ts';
import { compileInputObject } from './compile-input-object.ts';
import type { CompileInput, InputWriter, Writing } from './input-writer.ts';
import { leafWriter } from './leaf-writer.ts';

/** Compiles how values of an input type are written: the contract read backwards. */
export const compileInput: CompileInput = (type, wire, what, writing) => {
  if ('list' in type) return listWriter(compileInput(type.list, wire, what, writing));
  return orNull(namedWriter(type.name, wire, what, writing), wire);
};

const namedWriter = (name: string, wire: Wire, what: string, writing: Writing): InputWriter => {
  const shape = writing.shapes.get(name);
  if (shape?.kind === 'input') return compileInputObject(shape, writing, compileInput);
  if (name === 'JSON') {
    if (writing.format === 'xml') writing.problem(what, 'JSON cannot be written as XML; declare an input type for it');
    return { write: (value) => value, find: (names) => names };
  }
  return leafWriter(name, wire, what, writing);
};

const listWriter = (item: InputWriter): InputWriter => ({
  write: (value) => (Array.isArray(value) ? value.map(item.write) : value),
  find([index, ...rest]) {
    if (index === undefined) return [];
    const found = /^\d{1,6}$/.test(index) ? item.find(rest) : undefined;
    return found && [Number(index), ...found];
  },
});

/** Null is written as the first of its spellings. */
const orNull = ({ write, find }: InputWriter, { null: spellings }: Wire): InputWriter => ({
  write(value) {
    if (value === null) return spellings?.[0] ?? null;
    return value === undefined ? undefined : write(value);
  },
  find,
});
