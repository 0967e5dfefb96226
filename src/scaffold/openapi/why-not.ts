import { responseOf } from './answer/response-of.ts';
import type { Node } from './node.ts';
import type { OpenApiOperation } from './operations-in.ts';
import { requestBodyOf, whyNoBody } from './request/body-of.ts';

/** Why an operation cannot be kept, as the end of a sentence; undefined if it can. */
export const whyNot = (root: Node, operation: OpenApiOperation): string | undefined => {
  const { method, at } = operation;
  if (method === 'options' || method === 'head' || method === 'trace')
    return `${method.toUpperCase()} answers with no data`;
  const { unreadable = [] } = responseOf(root, operation) ?? {};
  if (unreadable.length > 0)
    return `it answers with ${unreadable.slice(0, 3).join(' or ')}, which is neither JSON nor XML`;
  const body = method === 'get' ? undefined : requestBodyOf(root, operation);
  return body && whyNoBody(body, at);
};
