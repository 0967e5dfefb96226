import { complainAt } from '../problem.ts';
import type { FieldCheck } from './check.ts';

/** A field comes over the wire, or is loaded, or is made by a resolver: one of the three. */
export const exclusive: FieldCheck = ({ what, wireNode, loadNode, resolved }, _model, report) => {
  if (wireNode && loadNode)
    complainAt(wireNode, report)(
      `${what} has both @wire and @load.`,
      'Keep @load; how the loaded value is spelled stands on the fields of its own type.',
    );
  if (resolved && (loadNode || wireNode))
    complainAt(loadNode ?? wireNode, report)(
      `${what} has a resolver, and ${loadNode ? '@load' : '@wire'} beside it that nobody would use.`,
      'Keep one of the two; a resolver can call context.sources.',
    );
};
