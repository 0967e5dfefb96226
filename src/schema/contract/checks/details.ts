import { complainAt } from '../problem.ts';
import { nullable, written } from '../type-ref.ts';
import type { FieldCheck } from './check.ts';

/** A `detail` is loaded by its type's own `@load` where an answer lacks it: so there is one, and it may fail. */
export const details: FieldCheck = ({ what, owner, wire, wireNode, type }, { objects }, report) => {
  if (!wire.detail) return;
  const complain = complainAt(wireNode, report);
  const object = objects.get(owner);
  if (object && !object.load)
    complain(
      `${what} is a detail, but ${owner} does not say how it is loaded.`,
      `Write: type ${owner} @load(from: "source.operation", by: "id").`,
    );
  if (type.nonNull)
    complain(
      `${what} is non-null and a detail: if its second call fails, everything around it would be null.`,
      `Declare it nullable: ${written(nullable(type))}.`,
    );
};
