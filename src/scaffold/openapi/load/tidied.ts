import { isNode, type Node } from '../node.ts';

/** Members that must be objects for the document to be turned; those that are not say nothing. */
const OBJECTS = ['definitions', 'parameters', 'responses', 'paths', 'securityDefinitions', 'components', 'info'];

/** A document without what has the wrong form where a form is needed: half a document is better than none. */
export const tidied = (root: Node, version: string): Node => {
  const kept = Object.entries(root).filter(([name, value]) => !OBJECTS.includes(name) || isNode(value));
  const members = Object.fromEntries(kept);
  if (!version.startsWith('2')) return members;
  const withObjects = (value: unknown): unknown =>
    isNode(value)
      ? Object.fromEntries(Object.entries(value).filter(([name, each]) => isNode(each) || name.startsWith('x-')))
      : value;
  for (const name of ['definitions', 'parameters', 'responses', 'securityDefinitions'])
    if (name in members) members[name] = withObjects(members[name]);
  if (isNode(members['paths']))
    members['paths'] = Object.fromEntries(
      Object.entries(members['paths']).flatMap(([path, item]) => (isNode(item) ? [[path, tidiedItem(item)]] : [])),
    );
  return members;
};

const METHODS = /^(get|put|post|delete|patch|options|head|trace)$/;

/** A path of OpenAPI 2.0, with operations that are objects and lists that are lists. */
const tidiedItem = (item: Node): Node =>
  Object.fromEntries(
    Object.entries(item).flatMap(([word, value]): [string, unknown][] => {
      if (word === 'parameters') return [[word, parameters(value)]];
      if (!METHODS.test(word)) return word === '$ref' ? [[word, value]] : [];
      return isNode(value) ? [[word, tidiedOperation(value)]] : [];
    }),
  );

const tidiedOperation = (operation: Node): Node => {
  const { parameters: its, responses, ...rest } = operation;
  return {
    ...rest,
    ...(its === undefined ? {} : { parameters: parameters(its) }),
    ...(isNode(responses)
      ? { responses: Object.fromEntries(Object.entries(responses).filter(([, each]) => isNode(each))) }
      : {}),
  };
};

const parameters = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value.filter((each) => isNode(each)) : [];
