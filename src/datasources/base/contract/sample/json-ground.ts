import { fansOut } from '../path.ts';
import type { Wire } from '../shape.ts';
import { Conflict } from './conflict.ts';
import type { Ground, Many, Move } from './move.ts';
import { type Node, newNode } from './node.ts';

/** How JSON is put together. */
export const jsonGround = (): Ground => ({
  document: newNode('$'),

  moves(path, { list, row }) {
    const moves = path.steps.flatMap(({ name, suffixes }): Move[] => [
      ...(name === null ? [] : [{ take: 'member' as const, name }]),
      ...suffixes.map((suffix): Move => (suffix === 'each' ? { take: 'items' } : { take: 'items', only: suffix })),
    ]);
    const [first, ...rest] = moves;
    const inRow: Move[] =
      first && row !== undefined && path.up === 0 ? [first, { take: 'items', only: row }, ...rest] : moves;
    return list ? [...inRow, ...itemsOf(list, fansOut(path))] : inRow;
  },

  found({ node }, { take }) {
    shape(node, take === 'items' ? 'list' : 'object');
    if (take === 'members') return [...node.members.keys()];
    if (take === 'items') return node.items.map((_item, i) => String(i));
    node.isColumns = true;
    return Array.from({ length: longestColumn(node) }, (_row, i) => String(i));
  },

  go(place, move, item) {
    const { node, up } = place;
    switch (move.take) {
      case 'items': {
        shape(node, 'list');
        for (let i = node.items.length; i <= Number(item); i += 1) node.items.push(newNode(`${node.address}[${i}]`));
        return { node: node.items[Number(item)] ?? node, up };
      }
      case 'rows':
        return { node, up: { node, up }, row: Number(item) };
      default:
        shape(node, 'object');
        return { node: memberOf(node, item), up: { node, up } };
    }
  },

  read({ node }, demand) {
    shape(node, 'text');
    node.demands.push(demand);
  },
});

/** The last step to the items of a list: none where the path takes each already. */
const itemsOf = ({ key, zip }: Wire, fannedOut: boolean): readonly Many[] => {
  if (key !== undefined) return [{ take: 'members' }];
  if (zip) return [{ take: 'rows' }];
  return fannedOut ? [] : [{ take: 'items' }];
};

/** How many rows the columns of an object have. */
export const longestColumn = ({ members }: Node): number =>
  [...members.values()].reduce((most, { form, items }) => (form === 'list' ? Math.max(most, items.length) : most), 0);

const memberOf = (node: Node, name: string): Node => {
  const known = node.members.get(name);
  if (known) return known;
  const made = newNode(`${node.address}.${JSON.stringify(name)}`);
  node.members.set(name, made);
  return made;
};

const inWords = { object: 'an object', list: 'a list', text: 'a scalar' } as const;

/** Settles what a node is. @throws Conflict if it is something else already */
const shape = (node: Node, form: keyof typeof inWords): void => {
  if (node.form !== undefined && node.form !== form)
    throw new Conflict(`${node.address} is read both as ${inWords[node.form]} and as ${inWords[form]}`);
  node.form = form;
};
