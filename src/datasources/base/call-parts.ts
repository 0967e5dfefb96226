import { randomUUID } from 'node:crypto';
import type { Trace } from '../../resilience/index.ts';
import type { Credentials } from './auth/credentials.ts';
import type { AnswerReader } from './http-call.ts';
import type { Built } from './operation/ask.ts';
import type { WriteOperation } from './operation/operation.ts';
import type { Scope } from './scope.ts';
import type { CompleteApi } from './source/defaults.ts';
import type { StandIn } from './stand-in.ts';

/** What a call is, whatever it asks: nothing is kept of it, unless its caller says so. */
export const partsOf = ({ name }: CompleteApi, operation: string, reader: AnswerReader, credentials: Credentials) => ({
  source: name,
  operation,
  reader,
  credentials,
  account: credentials.identity,
  ...(credentials.accounts ? { accounts: [...credentials.accounts.keys()] } : {}),
  trace: { attempts: 0, shared: false } as Trace,
  key: null,
  keep: false,
});

/** What a rehearsed failure changes: nothing is shared, or kept, and what is learned of the target is not believed of the real one. */
export const drilled = ({ name, policies }: CompleteApi, { url }: Built, { drills }: Scope, standIn: () => StandIn) => {
  const drill = drills.get(name);
  if (drill === undefined) return {};
  const { id, kept, of } = drill;
  const apart = {
    alone: true,
    target: `${url.origin} ${id} ${of}`,
    drill: { id, of, source: name, times: policies.timeouts, standIn },
  };
  return kept ? apart : { ...apart, key: null, keep: false };
};

/** A call that reads, and may be repeated: also where a protocol asks by POST. */
export const read = ({ url, headers, body }: Built, { deadline, signal, requestId, allowance, journal }: Scope) => ({
  idempotent: true,
  target: url.origin,
  deadline: () => deadline,
  signal,
  allowance,
  requestId,
  journal,
  method: body ? ('POST' as const) : ('GET' as const),
  url,
  headers,
  ...(body ? { body } : {}),
});

/** A call that changes something. One that carries a key which tells repetitions may be repeated: the key is made once, for all attempts. */
export const changing = (built: Built, { method, idempotent, idempotencyKey: name }: WriteOperation, scope: Scope) => {
  const key = name?.toLowerCase();
  const headers = key === undefined ? built.headers : { [key]: randomUUID(), ...built.headers };
  const body = built.body ? { body: built.body } : {};
  return {
    ...read({ ...built, headers }, scope),
    ...body,
    method,
    idempotent: idempotent || key !== undefined,
    changes: true,
  };
};
