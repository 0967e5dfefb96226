import { nameOf } from '../../../datasources/base/index.ts';
import { complainAt } from '../problem.ts';
import { suggest } from '../suggest.ts';
import { written } from '../type-ref.ts';
import type { FieldCheck } from './check.ts';

/** Words that make a list stand on lists. */
export const listWords: FieldCheck = ({ what, wire, wireNode, type }, _model, report) => {
  if ('list' in type) return;
  const complain = complainAt(wireNode, report);
  for (const word of ['key', 'zip', 'lone'] as const) {
    if (wire[word])
      complain(`${what}: ${word} makes a list, but the type is ${written(type)}.`, `Declare [${written(type)}].`);
  }
  if (wire.path?.steps.some(({ suffixes }) => suffixes.includes('each')))
    complain(
      `${what}: "[]" in its path means each item, but the type is ${written(type)}.`,
      'Declare a list, or say [0] for the first item.',
    );
};

/** `key` names the field that takes a member's name. */
export const keyNamesField: FieldCheck = ({ what, wire, wireNode, type }, { objects }, report) => {
  const fields = objects.get(nameOf(type))?.fields;
  if (wire.key === undefined || fields?.has(wire.key)) return;
  complainAt(wireNode, report)(
    `${what}: key "${wire.key}" names no field of ${nameOf(type)}.`,
    suggest(wire.key, [...(fields?.keys() ?? [])]),
  );
};
