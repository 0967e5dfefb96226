import type { Path, Step } from '../path.ts';
import { Conflict } from './conflict.ts';
import { type Ground, isMany, type Many, type Move } from './move.ts';
import { type Node, newNode } from './node.ts';

type Namespaces = Readonly<Record<string, string>>;

/** How XML is put together. */
export const xmlGround = (namespaces: Namespaces): Ground => {
  const document = newNode('');
  /** One prefix for each namespace: names with different ones would be the same name. */
  const split = (name: string): { readonly prefix: string | undefined; readonly local: string } => {
    const colon = name.indexOf(':');
    const prefix = colon < 0 ? undefined : name.slice(0, colon);
    const uri = prefix !== undefined && Object.hasOwn(namespaces, prefix) ? namespaces[prefix] : undefined;
    const usual = Object.keys(namespaces).find((other) => other !== '' && namespaces[other] === uri);
    return { prefix: uri === undefined ? prefix : (usual ?? prefix), local: name.slice(colon + 1) };
  };
  /** Children that the name holds for; one that has no prefix yet only for a name that asks for none. */
  const named = (node: Node, ...names: readonly string[]): readonly Node[] => {
    const wanted = names.map(split);
    return node.items.filter((child) =>
      wanted.some(({ prefix, local }) => child.local === local && (prefix === undefined || child.prefix === prefix)),
    );
  };
  const another = (node: Node, name: string): Node => {
    const { prefix, local } = split(name);
    const free = node.items.find((child) => child.local === local && child.prefix === undefined);
    if (free && prefix !== undefined) {
      free.prefix = prefix;
      return free;
    }
    if (node === document && node.items.length > 0) throw new Conflict('a document in XML has one root element');
    const made = newNode(`${node.address}/${local}[${node.items.length}]`, checked(local), prefix && checked(prefix));
    node.items.push(made);
    return made;
  };
  return {
    document,
    moves: ({ steps }: Path, { list }) => steps.map((step) => moveOf(step, list !== null)),
    found: ({ node }, { name = '', or = [] }) => named(node, name, ...or).map((_child, i) => String(i)),
    go(place, move, item) {
      if (move.take === 'attribute') {
        const { prefix, local } = split(move.name);
        const name = checked(prefix === undefined ? local : `${prefix}:${local}`);
        const known = place.node.members.get(name) ?? newNode(`${place.node.address}/@${name}`);
        place.node.members.set(name, known);
        // From an attribute nothing can be climbed to.
        return { node: known, up: null };
      }
      const { name = '', or = [] }: Omit<Many, 'take'> = isMany(move) ? move : {};
      const names = [name, ...or];
      for (let i = named(place.node, ...names).length; i <= Number(item); i += 1)
        another(place.node, names[i % names.length] ?? name);
      return { node: named(place.node, ...names)[Number(item)] ?? place.node, up: place };
    },
    // An element may hold text beside its children.
    read: ({ node }, demand) => void node.demands.push(demand),
  };
};

const moveOf = ({ name, or, suffixes }: Step, list: boolean): Move => {
  if (name?.startsWith('@')) return { take: 'attribute', name: name.slice(1) };
  const index = suffixes.find((suffix) => suffix !== 'each');
  const only = index ?? (list ? undefined : 0);
  return { take: 'elements', name: name ?? '', ...(or ? { or } : {}), ...(only === undefined ? {} : { only }) };
};

/** A name as it can be written. @throws Conflict */
const checked = (name: string): string => {
  if (/^[\p{L}_][\p{L}\p{N}_.-]*(:[\p{L}_][\p{L}\p{N}_.-]*)?$/u.test(name)) return name;
  throw new Conflict(`"${name}" cannot be a name in XML`);
};
