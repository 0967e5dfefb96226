import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphContext } from '../schema/index.ts';

/** Says in `extensions.sources` which sources answered with what is not as good as new: how old it is, and why it had to do. */
export const staleMarks: ApolloServerPlugin<GraphContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response: { body }, contextValue }) {
        const { stale } = contextValue.scope;
        if (body.kind !== 'single' || stale.size === 0) return;
        const marks = [...stale].map(([source, { ageMs, reason }]) => [
          source,
          { stale: true, ageMs: Math.round(ageMs), reason },
        ]);
        body.singleResult.extensions = { ...body.singleResult.extensions, sources: Object.fromEntries(marks) };
      },
    };
  },
};
