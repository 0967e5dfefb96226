import { nameOf } from '../../../datasources/base/index.ts';
import { onWire } from '../model.ts';
import { complainAt } from '../problem.ts';
import { type AbstractModel, membersOf, tagsOf } from '../read-abstract.ts';
import type { AbstractCheck, ObjectCheck, UseCheck } from './check.ts';

/** How to say what tells the types of a union or an interface apart. */
export const tellApart = ({ name, isUnion }: AbstractModel): string =>
  `Write: ${isUnion ? 'union' : 'interface'} ${name} @wire(by: "type"), naming the place that says which it is; or write a resolver.`;

/** What comes over the wire, and may be of several types, says of which it is. */
export const toldApart: UseCheck = ({ object }, { abstracts }, report) => {
  for (const { what, node, type } of onWire(object)) {
    const several = abstracts.get(nameOf(type));
    if (several && several.by === undefined)
      complainAt(node, report)(
        `${what} is ${several.name}, but nothing says how the types of ${several.name} are told apart.`,
        tellApart(several),
      );
  }
};

/** A discriminator means one type. */
export const oneTypeEach: AbstractCheck = (abstract, { objects }, report) => {
  if (abstract.by === undefined) return;
  const complain = complainAt(abstract.wireNode, report);
  const members = membersOf(abstract, objects);
  if (members.length === 0) complain(`${abstract.name} is told apart by a discriminator, but no type is one of it.`);
  const owners = new Map<string | null, string>();
  for (const member of members)
    for (const tag of tagsOf(member)) {
      const other = owners.get(tag);
      if (other !== undefined && other !== member.name)
        complain(
          `${abstract.name}: ${other} and ${member.name} are both told by ${tag === null ? 'no discriminator at all' : JSON.stringify(tag)}.`,
          `Say @wire(value: "...") on ${member.name}.`,
        );
      owners.set(tag, member.name);
    }
};

/** A type's value stands in a discriminator, so there is one. An input's is its root element. */
export const valueIsTold: ObjectCheck = ({ name, wire, wireNode, interfaces }, { abstracts }, report) => {
  if (wire.value === undefined) return;
  if (![...abstracts.values()].some((each) => each.types.includes(name) || interfaces.includes(each.name)))
    complainAt(wireNode, report)(
      `${name} has a value, but is one of no union or interface.`,
      'Leave it out: a value says which of several types an object is.',
    );
};
