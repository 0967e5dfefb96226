import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import type { GraphQLSchema } from 'graphql';
import { type Blueprint, boundedDefault, type GraphContext } from '../schema/index.ts';
import { explained } from './explained.ts';
import { operationLog } from './operation-log.ts';
import type { CompleteOptions } from './options.ts';
import { publicErrors } from './public-errors.ts';
import { staleMarks } from './stale-marks.ts';

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

/** Apollo Server over the graph: parsing, validation, execution, CSRF prevention, Sandbox in development. */
export const apolloServer = (
  { schema, blueprint }: { readonly schema: GraphQLSchema; readonly blueprint: Blueprint },
  { production, log, clock, example, resolvers }: CompleteOptions,
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
    ...(resolvers ? { fieldResolver: boundedDefault } : {}),
    plugins: [
      // Before the log, which tells the codes that clients are told.
      publicErrors,
      staleMarks,
      // Outside of development nobody can ask for it.
      ...(production ? [] : [explained(blueprint)]),
      operationLog(log, clock),
      landingPage(production, example),
      // It wraps every field; the plan will say what can be cached.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
