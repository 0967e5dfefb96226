import type { Auth, SourceClass } from '../datasources/base/index.ts';

/** Sent to simulators, which believe anybody. */
const WORD = 'simulated';

/** The source with a word instead of its users' tokens, if it has users: nobody can sign in to a simulator. */
export const withSimulatedUsers = (Source: SourceClass): SourceClass => {
  const { auth } = Source.api;
  if (!auth || !('open' in auth) || !auth.consent) return Source;
  const { variables, forwards = [] } = auth;
  const simulated: Auth = {
    variables,
    forwards,
    open: () => ({
      get: () => ({ token: WORD }),
      renew: () => false,
      sign: (_request, { token }) => ({ headers: { authorization: `Bearer ${token}` } }),
    }),
  };
  const its = class extends Source {
    static override readonly api = { ...Source.api, auth: simulated };
  };
  Object.defineProperty(its, 'name', { value: Source.name });
  return its;
};
