import type { FailureKind } from '../../../resilience/index.ts';
import type { Signature } from './auth.ts';

/** Headers of whoever asked the gateway, by name in lower case: those alone that the gateway's `forward` lists. */
export type Caller = Readonly<Record<string, string>>;

/** What requests are signed with at a moment. A new one is a new object: whoever was refused can tell whether another has come since. */
export interface Credential {
  /** A token. Empty where nothing is ever given out. */
  readonly token: string;
  /** How far the API's clock is ahead of ours, in milliseconds, for signatures that hold a date. @default 0 */
  readonly aheadMs?: number;
}

/** A request with the bytes that will be sent. */
export interface SignableRequest {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty if there is none. */
  readonly body: Uint8Array;
}

/** How the API refused a request. */
export interface Refusal {
  readonly kind: FailureKind;
  /** Its clock, as the header `date` told it, in milliseconds since 1970. */
  readonly serverEpochMs?: number;
}

/** Gives out what requests are signed with, and signs with it. */
export interface Issuer {
  /** What to sign with now; waits only if there is nothing that is still good. @throws UpstreamError `unauthenticated` or `authUnavailable` */
  get(signal: AbortSignal, caller: Caller): Credential | Promise<Credential>;
  /** Whether it is worth trying again, with another credential than the one that was refused. @throws UpstreamError as `get` */
  renew(used: Credential, refusal: Refusal, signal: AbortSignal, caller: Caller): boolean | Promise<boolean>;
  /** Signs one attempt. */
  sign(request: SignableRequest, credential: Credential): Signature | Promise<Signature>;
  /** Says whose credentials a caller gets: part of the identity in keys, as are the variables' values. @default whose the headers are that it passes on */
  whose?(caller: Caller): string;
}

/** The credentials of one source for one caller. */
export interface Credentials {
  /** Stands for whose they are in keys of caches and flights, without giving them away. */
  readonly identity: string;
  /** The environment variables they are read from, where there are several to tell apart. */
  readonly variables?: readonly string[];
  /** Those of each account by its identity, the one to use first first, where there are several. @default these alone */
  readonly accounts?: ReadonlyMap<string, Credentials>;
  /** The values they are made of, those of all accounts: what an API must not make us tell. A method, so that nothing that prints finds them. */
  secrets(): readonly string[];
  get(signal: AbortSignal): Credential | Promise<Credential>;
  renew(used: Credential, refusal: Refusal, signal: AbortSignal): boolean | Promise<boolean>;
  sign(request: SignableRequest, credential: Credential): Signature | Promise<Signature>;
}
