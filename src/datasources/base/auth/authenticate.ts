import {
  asUpstreamError,
  isUpstreamError,
  type Policy,
  type Stopped,
  type UpstreamError,
} from '../../../resilience/index.ts';
import type { Answer } from '../answer.ts';
import type { HttpCall } from '../http-call.ts';
import type { Credential, Refusal } from './credentials.ts';

/**
 * Brings the credential to every attempt. One that is refused is renewed, by one renewal for all who were refused with it, and the attempt
 * is made once more; what is refused again was refused for good. A refusal changed nothing over there, so this holds for writes too.
 */
export const authenticate = (): Policy<HttpCall, Answer> => (next) => async (call) => {
  const { signal } = call;
  // Of several, those of the account that the attempt is made for.
  const credentials = call.credentials.accounts?.get(call.account) ?? call.credentials;
  const used = await credentials.get(signal);
  let serverEpochMs: number | undefined;
  const attempt = (credential: Credential) =>
    next({
      ...call,
      credentials,
      credential,
      hearDate: (epochMs) => {
        serverEpochMs = epochMs;
      },
    });
  let refused: UpstreamError;
  try {
    return await attempt(used);
  } catch (error) {
    if (!isUpstreamError(error)) throw error;
    refused = error;
    const refusal = { kind: refused.kind, ...(serverEpochMs === undefined ? {} : { serverEpochMs }) };
    if (!isRefusal(refused) || signal.aborted || !(await renewed({ ...call, credentials }, used, refusal, refused)))
      throw refused;
  }
  try {
    return await attempt(await credentials.get(signal));
  } catch (error) {
    throw wasHeldBack(error) ? refused.with({ stopped: error.facts.stopped }) : error;
  }
};

/** Nothing more was sent: what the API said to the first attempt is the last that is known. */
const wasHeldBack = (error: unknown): error is UpstreamError & { readonly facts: { readonly stopped: Stopped } } =>
  isUpstreamError(error) && error.facts.sent === 'no' && error.facts.stopped !== undefined;

/** The API's own word on who asks: not our own refusal to ask without a credential. */
const isRefusal = ({ kind, facts }: UpstreamError): boolean =>
  (kind === 'unauthenticated' || kind === 'forbidden') && facts.sent === 'yes';

const renewed = async (
  { credentials, signal }: HttpCall,
  used: Credential,
  refusal: Refusal,
  refused: UpstreamError,
): Promise<boolean> => {
  try {
    return await credentials.renew(used, refusal, signal);
  } catch (error) {
    // Why there is no other says more than that the first was refused; but that one did reach the other side.
    throw asUpstreamError(error).with(refused.facts.sent === undefined ? {} : { sent: refused.facts.sent });
  }
};
