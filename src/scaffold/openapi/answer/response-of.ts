import { isNode, memberAt, membersOf, type Node, nodeAt } from '../node.ts';
import type { OpenApiOperation } from '../operations-in.ts';
import { resolve } from '../resolve.ts';
import { type Content, contentsOf, contentTypes } from './content-of.ts';

/** The answer of an operation when all went well. */
export interface Response {
  readonly status: string;
  readonly node: Node;
  readonly at: string;
  /** Undefined where it has no body. */
  readonly content: Content | undefined;
  /** Languages of its body that nobody can read here; empty where one can. */
  readonly unreadable: readonly string[];
}

/** 200 before 201, before 204, before `2XX`, before `default`. */
const rank = (status: string): number => {
  if (/^2\d\d$/.test(status)) return Number(status);
  if (/^2xx$/i.test(status)) return 300;
  return status === 'default' ? 301 : 1_000;
};

/** The response of success that says most; undefined where none is named. */
export const responseOf = (root: Node, { node, at }: OpenApiOperation): Response | undefined => {
  const candidates = membersOf(nodeAt(node, 'responses'))
    .filter(([status]) => rank(status) < 1_000)
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .flatMap(([status, value]) => {
      const found = resolve(root, value)?.node;
      return found ? [read(status, found, `${at}.responses.${status}`)] : [];
    });
  const isDefault = ({ status }: Response) => status === 'default';
  const named = candidates.filter((each) => !isDefault(each));
  // What is said for all else is mostly how errors look.
  const good = named.length > 0 ? named : candidates;
  return good.find(({ content }) => content?.schema !== undefined) ?? good.find(({ content }) => content) ?? good[0];
};

const read = (status: string, node: Node, at: string): Response => {
  const content = contentsOf(node, at).find(({ medium }) => medium === 'json' || medium === 'xml') ?? sloppy(node, at);
  return { status, node, at, content, unreadable: content ? [] : contentTypes(node) };
};

/** Text that is declared as an object or a list is JSON under another name. */
const sloppy = (node: Node, at: string): Content | undefined => {
  const found = membersOf(nodeAt(node, 'content')).find(([type, content]) => {
    const schema = memberAt(content, 'schema');
    const isTree = isNode(schema) && ('$ref' in schema || /^(object|array)$/.test(String(memberAt(schema, 'type'))));
    return isTree && !/^(image|audio|video|font)\/|octet-stream|pdf|zip/.test(type);
  });
  return found && { medium: 'json', schema: memberAt(found[1], 'schema'), at: `${at}.content.${found[0]}.schema` };
};
