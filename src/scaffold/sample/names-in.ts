import { isJsonObject } from './members-of.ts';
import { XmlNode } from './xml-node.ts';

/** Names of members and elements, wherever they stand. */
export const namesIn = (documents: readonly unknown[]): readonly string[] => {
  const names = new Set<string>();
  const left = [...documents];
  while (left.length > 0) {
    const value = left.pop();
    // One by one: as arguments of one call, a long list would not fit on the stack.
    if (Array.isArray(value)) for (const item of value) left.push(item);
    else if (value instanceof XmlNode) {
      for (const [name, nodes] of value.children) {
        names.add(name);
        for (const node of nodes) left.push(node);
      }
    } else if (isJsonObject(value))
      for (const [name, member] of Object.entries(value)) {
        names.add(name);
        left.push(member);
      }
  }
  // Names that are data say nothing of how names are spelled.
  return [...names].filter((name) => /^[A-Za-z_]/.test(name));
};
