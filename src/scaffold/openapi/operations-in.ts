import { isNode, memberAt, membersOf, type Node, textAt, textsAt } from './node.ts';
import { resolve } from './resolve.ts';

export type Method = 'get' | 'put' | 'post' | 'delete' | 'patch' | 'options' | 'head' | 'trace';

const METHODS: readonly string[] = [
  'get',
  'put',
  'post',
  'delete',
  'patch',
  'options',
  'head',
  'trace',
] satisfies Method[];

/** An operation of a document. */
export interface OpenApiOperation {
  /** Its `operationId`, or `get /users/{id}` where it has none, or one that another has too. */
  readonly id: string;
  readonly method: Method;
  /** `/users/{id}`, as it stands. */
  readonly path: string;
  readonly tags: readonly string[];
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly node: Node;
  /** What holds for all operations of the path. */
  readonly item: Node;
  /** `paths./users/{id}.get`. */
  readonly at: string;
}

/** All operations, in the order of the document. */
export const operationsIn = (root: Node): readonly OpenApiOperation[] => {
  const ids = new Set<string>();
  const idOf = (node: Node, method: string, path: string): string => {
    const said = textAt(node, 'operationId')?.trim();
    const id = said !== undefined && !ids.has(said) ? said : `${method} ${path}`;
    ids.add(id);
    return id;
  };
  return membersOf(memberAt(root, 'paths')).flatMap(([path, value]) => {
    const item = resolve(root, value)?.node;
    if (!item || path.startsWith('x-')) return [];
    return membersOf(item).flatMap(([word, node]): OpenApiOperation[] => {
      const method = word.toLowerCase();
      if (!METHODS.includes(method) || !isNode(node)) return [];
      return [
        {
          id: idOf(node, method, path),
          method: method as Method,
          path,
          tags: textsAt(node, 'tags'),
          summary: textAt(node, 'summary'),
          description: textAt(node, 'description'),
          node,
          item,
          at: `paths.${path}.${method}`,
        },
      ];
    });
  });
};
