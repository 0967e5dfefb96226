import { nameOf } from '../../../datasources/base/index.ts';
import { onWire } from '../model.ts';
import { complainAt } from '../problem.ts';
import type { Use } from '../reach.ts';
import type { UseCheck, UsesCheck } from './check.ts';

/** `^` climbs no higher than the answer is deep, where the type is met with the fewest objects around it. */
export const climbs: UsesCheck = (uses, report) => {
  const shallowest = new Map<string, Use>();
  for (const use of uses)
    if (use.level < (shallowest.get(use.object.name)?.level ?? Infinity)) shallowest.set(use.object.name, use);
  for (const { object, source, operation, level } of shallowest.values())
    for (const { what, wire, wireNode } of onWire(object)) {
      const highest = [wire.path ?? [], ...(wire.others ?? [])].flat().toSorted((a, b) => b.up - a.up)[0];
      if (!highest || highest.up <= level) continue;
      complainAt(wireNode, report)(
        `${what}: "${highest.text}" climbs ${highest.up} levels, but in answers of ${source.api.name}.${operation} ${object.name} has ${level} around it.`,
        'Each "^" is one enclosing object or element; arrays do not count.',
      );
    }
};

/** XML has lists without words, and no JSON. */
export const xmlWords: UseCheck = ({ object, source, operation, format }, _model, report) => {
  if (format !== 'xml') return;
  for (const { what, wire, wireNode } of onWire(object))
    for (const word of ['key', 'zip', 'lone'] as const)
      if (wire[word])
        complainAt(wireNode, report)(
          `${what}: ${word} is a word for JSON, but ${source.api.name}.${operation} answers with XML.`,
          'Leave it out: in XML, elements of one name are a list.',
        );
};

/** The fields of a row are columns. */
export const flatRows: UseCheck = ({ object, row }, { objects }, report) => {
  if (!row) return;
  for (const { what, node, type } of onWire(object))
    if (objects.has(nameOf(type)))
      complainAt(node, report)(
        `${what} is an object in a row of a zip list; a row has columns only.`,
        'Declare a scalar, or put its fields into the row.',
      );
};

/** Types that operations answer with. */
const answeredTypes = (uses: readonly Use[]): ReadonlySet<string | undefined> =>
  new Set(uses.map(({ source, operation }) => source.operations.get(operation)?.type));

/**
 * An entity belongs to one source: how it is spelled, and how it is loaded, is said once. It can be asked for by itself: an operation answers with
 * it, or it says how it is loaded. Others are values, like an amount of money, and may be shared.
 */
export const oneSource: UsesCheck = (uses, report) => {
  const owners = new Map<string, Map<string, string>>();
  const nodes = new Map(uses.map(({ object }) => [object.name, object.node]));
  const answered = answeredTypes(uses);
  for (const { object, source, operation } of uses) {
    if (object.load === undefined && !answered.has(object.name)) continue;
    const its = owners.get(object.name) ?? new Map<string, string>();
    owners.set(object.name, its);
    if (!its.has(source.api.name)) its.set(source.api.name, `${source.api.name}.${operation}`);
  }
  for (const [type, its] of owners)
    if (its.size > 1)
      complainAt(nodes.get(type), report)(
        `${type} is filled by ${its.size} sources: ${[...its.values()].join(', ')}. A type belongs to one source.`,
        'Give each source a type of its own, and join them with @load.',
      );
};
