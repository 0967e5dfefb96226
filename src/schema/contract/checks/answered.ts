import type { FieldDefinitionNode } from 'graphql';
import { isRoot, type Model } from '../model.ts';
import { complainAt } from '../problem.ts';
import type { FieldCheck } from './check.ts';

/** Somebody must answer a root field, and use a field's arguments. */
export const answered: FieldCheck = ({ owner, what, node, arguments: its, loadNode, resolved }, model, report) => {
  // GraphQL has told of `@laod` already, and that is why nobody answers.
  if (loadNode || resolved || hasUnknownDirective(node, model)) return;
  const complain = complainAt(node, report);
  const fix = 'Add @load(from: "source.operation"), or a resolver.';
  if (isRoot(owner)) complain(`Nobody answers ${what}.`, fix);
  else if (its.size > 0) complain(`${what} has arguments, but neither @load nor a resolver to use them.`, fix);
};

/** Sources answer; none of them calls. */
export const noSubscriptions: FieldCheck = ({ owner, loadNode }, _model, report) => {
  if (owner !== 'Subscription' || !loadNode) return;
  complainAt(loadNode, report)(`${owner} fields cannot be loaded.`, 'Write a resolver, or make it a Query field.');
};

const KNOWN = new Set(['load', 'wire', 'deprecated']);

const hasUnknownDirective = ({ directives = [] }: FieldDefinitionNode, { directives: declared }: Model): boolean =>
  directives.some(({ name: { value } }) => !KNOWN.has(value) && !declared.has(value));
