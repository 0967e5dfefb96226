import { agreeOn } from './demand.ts';
import { longestColumn } from './json-ground.ts';
import type { Node } from './node.ts';

/** The text of a document in JSON. @throws Conflict if readers of one place want different things */
export const jsonText = (node: Node): string => {
  switch (node.form) {
    case 'text':
      return JSON.stringify(agreeOn(node.demands));
    case 'list':
      return listed(node.items, node.items.length);
    case 'object':
      return `{${[...node.members].map(([name, member]) => `${JSON.stringify(name)}:${memberText(node, member)}`).join(',')}}`;
    default:
      if (node.tree !== undefined) return `{"sample":${node.tree}}`;
      // What nobody reads stands there for those around it: the first of [meta, rows].
      return node.isRecord ? '{}' : 'null';
  }
};

/** Columns are of one length, also those that nobody reads by rows. */
const memberText = (node: Node, member: Node): string =>
  node.isColumns && member.form === 'list' ? listed(member.items, longestColumn(node)) : jsonText(member);

const listed = (items: readonly Node[], length: number): string =>
  `[${Array.from({ length }, (_item, i) => jsonItem(items[i])).join(',')}]`;

const jsonItem = (item: Node | undefined): string => (item ? jsonText(item) : 'null');
