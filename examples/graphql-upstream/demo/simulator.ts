import { HeaderMap } from '@apollo/server';
import type { Simulator } from 'breakwater';
import { hub } from './hub.ts';

const server = hub();
server.startInBackgroundHandlingStartupErrorsByLoggingAndFailingAllRequests();

/** The code host, answered by Apollo Server. Sample data. */
export const simulator: Simulator = {
  name: 'hub',
  basePath: '/graphql/',
  async answer({ method, headers, body }) {
    const its = new HeaderMap(Object.entries(headers).map(([name, value = '']) => [name, value] as const));
    const answer = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method, headers: its, search: '', body: JSON.parse(body) },
      context: async () => ({}),
    });
    const text = answer.body.kind === 'complete' ? answer.body.string : '';
    return { status: answer.status ?? 200, headers: Object.fromEntries(answer.headers), body: text };
  },
};
