import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { GraphQLSchema } from 'graphql';
import { type GraphContext, publicError } from '../schema/index.ts';
import { operationLog } from './operation-log.ts';
import type { CompleteOptions } from './options.ts';

/** Apollo's own log lines go nowhere: ours say what happened. */
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

const landingPage = (production: boolean, example: string | undefined): ApolloServerPlugin =>
  production
    ? ApolloServerPluginLandingPageDisabled()
    : ApolloServerPluginLandingPageLocalDefault({
        footer: false,
        embed: true,
        ...(example ? { document: example } : {}),
      });

/** Tells errors from whom they come: `formatError` has no context, so the plugin writes the request id in. */
const publicErrors: ApolloServerPlugin<GraphContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response, errors, contextValue }) {
        const { body } = response;
        if (body.kind !== 'single' || !body.singleResult.errors) return;
        body.singleResult.errors = body.singleResult.errors.map((formatted, i) =>
          publicError(formatted, errors?.[i], contextValue.scope.requestId),
        );
      },
    };
  },
};

/** Apollo Server over the graph: parsing, validation, execution, CSRF prevention, Sandbox in development. */
export const apolloServer = (
  schema: GraphQLSchema,
  { production, log, clock, example }: CompleteOptions,
): ApolloServer<GraphContext> =>
  new ApolloServer<GraphContext>({
    schema,
    introspection: !production,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: production,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    logger: quiet,
    nodeEnv: production ? 'production' : 'development',
    plugins: [
      publicErrors,
      operationLog(log, clock),
      landingPage(production, example),
      // It wraps every field; the plan will say what can be cached.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
