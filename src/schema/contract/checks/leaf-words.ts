import { nameOf, scalarFormats, scalarLeaf } from '../../../datasources/base/index.ts';
import { complainAt } from '../problem.ts';
import type { FieldCheck } from './check.ts';

/** `format` says how a scalar is spelled, in words that its scalar knows. */
export const knownFormat: FieldCheck = ({ what, wire: { format }, wireNode, type }, { objects, enums }, report) => {
  if (format === undefined) return;
  const name = nameOf(type);
  const complain = complainAt(wireNode, report);
  const fits = Object.hasOwn(scalarFormats, name) ? scalarFormats[name] : undefined;
  if (objects.has(name))
    complain(`${what} has a format, but ${name} is an object type.`, 'Say it on the fields of that type.');
  else if (enums.has(name))
    complain(`${what} has a format, but ${name} is an enum.`, 'Say @wire(value: "...") on its values.');
  else if (fits !== undefined && !scalarLeaf(name, format))
    complain(`${what}: ${name} cannot be spelled "${format}".`, `Its formats: ${fits}.`);
};
