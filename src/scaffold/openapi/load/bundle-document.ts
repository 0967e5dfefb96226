import type { Note } from '../../draft.ts';
import { isNode, type Node } from '../node.ts';
import { partsOf } from './parts-of.ts';

/** References to other documents. */
export const foreignRefs = (root: Node): readonly string[] => {
  const found = new Set<string>();
  const left: unknown[] = [root];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (isNode(value)) {
      const ref = value['$ref'];
      if (typeof ref === 'string' && !ref.startsWith('#')) found.add(ref);
    }
    for (const [name, member] of Object.entries(value)) if (!/^(examples?|x-.*)$/.test(name)) left.push(member);
  }
  return [...found];
};

/** A document that is spread over several files, as one. What cannot be found is left out, with a note. */
export const bundleDocument = async (
  source: string,
  root: Node,
): Promise<{ readonly root: Node; readonly notes: readonly Note[] }> => {
  // Only documents of several files need it, and it is heavy.
  const { bundle, createConfig } = await import('@redocly/openapi-core');
  const config = await createConfig({});
  const externalRefResolver = await partsOf(source, root);
  try {
    const { bundle: made, problems } = await bundle({ ref: source, config, externalRefResolver, dereference: false });
    const parsed: unknown = JSON.parse(JSON.stringify(made.parsed));
    const notes = problems.slice(0, 20).map((each): Note => {
      const at = each.location[0]?.pointer?.replace(/^#\//, '').replaceAll('~1', '/').replaceAll('/', '.') ?? '';
      return { kind: 'left out', at, says: each.message.split('\n')[0] ?? 'A reference leads nowhere.' };
    });
    return { root: isNode(parsed) ? parsed : root, notes };
  } catch {
    const says = 'The documents that this one refers to could not be read together with it.';
    return { root, notes: [{ kind: 'left out', at: '$ref', says }] };
  }
};
