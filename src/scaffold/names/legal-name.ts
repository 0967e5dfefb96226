import { type Convention, spell } from '../../datasources/base/index.ts';
import { camelCase, constantCase, pascalCase } from './words-in.ts';

const LEGAL = /^(?!__)[_A-Za-z][_\dA-Za-z]*$/;

/** A name cannot begin with a digit. */
const begun = (name: string, otherwise: string): string => {
  if (name === '') return otherwise;
  return /^\d/.test(name) ? `_${name}` : name;
};

/** A field's name: the API's own where it is legal, or its words in camelCase where a convention spells them, or must. */
export const fieldName = (name: string, convention?: Convention): string => {
  if (convention === undefined && LEGAL.test(name)) return name;
  const camel = begun(camelCase(name), 'field');
  // One word in capitals, or letters and digits whose case says something, are spelled by nobody else.
  return LEGAL.test(name) && spell(name, convention) === name && spell(camel, convention) !== name ? name : camel;
};

/** A type's name: `simple-user` is `SimpleUser`. */
export const typeName = (name: string): string => begun(pascalCase(name), 'Type');

/** A value of an enum: the API's own where it is legal, or in CONSTANT_CASE where a convention spells it, or must. */
export const enumValueName = (value: string, convention?: Convention): string => {
  if (value === '') return 'EMPTY';
  const own = LEGAL.test(value) && !/^(true|false|null)$/.test(value);
  if (convention === undefined && own) return value;
  return begun(constantCase(value), own ? value : 'OTHER');
};
