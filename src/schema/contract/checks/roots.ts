import type { LoadCheck } from './check.ts';

/** What changes something stands on Mutation, whose fields run one after another; what only reads does not. */
export const rightRoot: LoadCheck = ({ owner, what }, operation, { source, operation: name }, complain) => {
  const writes = operation.kind === 'write';
  if (writes && owner !== 'Mutation')
    complain(
      `${what} loads from ${source}.${name}, which changes something (${operation.method}); only fields of Mutation may.`,
      'Make it a field of Mutation.',
    );
  if (!writes && owner === 'Mutation')
    complain(
      `${what} loads from ${source}.${name}, which only reads; fields of Mutation change something.`,
      'Make it a field of Query, or use post, put, patch or delete.',
    );
};
