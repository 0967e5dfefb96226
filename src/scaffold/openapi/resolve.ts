import { isNode, type Node, nodeAt, textAt } from './node.ts';

/** What a reference leads to. */
export interface Resolved {
  readonly node: Node;
  /** Where it stands: `components.schemas.User`; undefined where no reference was followed. */
  readonly at?: string;
  /** The last name of that place: `User`. */
  readonly name?: string;
}

/** A chain of references that is longer leads in a circle. */
const MAX_HOPS = 32;

/** The names of a JSON pointer in a fragment (RFC 6901 section 6). */
const namesIn = (ref: string): readonly string[] | undefined => {
  if (ref === '#') return [];
  if (!ref.startsWith('#/')) return undefined;
  return ref
    .slice(2)
    .split('/')
    .map((part) => decoded(part).replaceAll('~1', '/').replaceAll('~0', '~'));
};

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

const step = (value: unknown, name: string): unknown => {
  if (Array.isArray(value)) return /^\d{1,9}$/.test(name) ? (value as readonly unknown[])[Number(name)] : undefined;
  return isNode(value) && Object.hasOwn(value, name) ? value[name] : undefined;
};

/** Follows references within the document, lazily and one at a time; undefined where one leads nowhere, or in a circle. */
export const resolve = (root: Node, value: unknown): Resolved | undefined => {
  let found: Resolved | undefined = isNode(value) ? { node: value } : undefined;
  for (let hops = 0; hops < MAX_HOPS; hops += 1) {
    const ref = found && textAt(found.node, '$ref');
    if (ref === undefined) return found;
    const names = namesIn(ref);
    const target = names?.reduce<unknown>(step, root);
    if (!names || !isNode(target)) return undefined;
    found = { node: target, at: names.join('.'), name: names.at(-1) ?? 'Document' };
  }
  return undefined;
};

/** The members of `components.schemas`, and the like. */
export const componentsOf = (root: Node, kind: string): Node => nodeAt(nodeAt(root, 'components'), kind) ?? {};
