import type { ApolloServerPlugin } from '@apollo/server';
import { type GraphContext, publicError } from '../schema/index.ts';

/**
 * Writes what clients may know of errors. A plugin, because `formatError` knows no request id.
 * Apollo formats errors one by one, in their order, so that each stands beside the error it was made of.
 */
export const publicErrors: ApolloServerPlugin<GraphContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response: { body }, errors, contextValue }) {
        if (body.kind !== 'single' || !body.singleResult.errors) return;
        body.singleResult.errors = body.singleResult.errors.map((formatted, i) =>
          publicError(formatted, errors?.[i], contextValue.scope.requestId),
        );
      },
    };
  },
};
