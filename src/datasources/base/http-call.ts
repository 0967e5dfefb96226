import type { Call } from '../../resilience/index.ts';
import type { Answer } from './answer.ts';
import type { Credential, Credentials } from './auth/credentials.ts';
import type { ReadValue } from './contract/answer.ts';
import type { FindFault } from './contract/faults.ts';
import type { MayTell } from './contract/own-words.ts';
import type { Journal } from './journal.ts';
import type { ReadHints } from './pages/hints.ts';
import type { FindProblems } from './problems/find-problems.ts';
import type { Drill, WireResponse } from './transport/transport.ts';

/** How the answers of one operation are read. What an API says in words of its own is told only as far as `mayTell` allows. */
export interface AnswerReader {
  /** For the `accept` header. */
  readonly accept: string;
  /** From the bytes to a document. @throws UpstreamError `malformed` */
  readonly parse: (body: Uint8Array, contentType: string | undefined) => unknown;
  readonly findFault: FindFault | null;
  /** What a refusal says of the fields of its request. @default nothing */
  readonly findProblems?: FindProblems;
  /** Statuses that say no more than that there is a fault: what the fault says decides, and beside others it does not. @default a fault that is known decides */
  readonly faultStatuses?: readonly number[];
  /** From a document to the operation's value. @throws UpstreamError if the place itself is not there */
  readonly read: (document: unknown, mayTell: MayTell) => ReadValue;
  /** Whether HTTP 202 says that the answer is still to come. @default false */
  readonly polls?: boolean;
  /** What an answer says of pages, beside its value. @default the operation has none */
  readonly hints?: ReadHints;
  /** Whether every record says which it is: `id: ID!`. @default false */
  readonly identified?: boolean;
}

/** A call over HTTP. */
export interface HttpCall extends Call {
  readonly requestId: string;
  readonly method: Method;
  /** Without the credential. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The same bytes for every attempt. @default none */
  readonly body?: Uint8Array;
  readonly reader: AnswerReader;
  /** What it is signed with, for whoever asked. */
  readonly credentials: Credentials;
  /** What this attempt is signed with. @default what `credentials` gives out */
  readonly credential?: Credential;
  /** Hears the clock of an API that refused the credential, in milliseconds since 1970. */
  readonly hearDate?: (epochMs: number) => void;
  /** A kept answer that the headers ask about: HTTP 304 confirms it. */
  readonly known?: Answer;
  /** A failure that is rehearsed. */
  readonly drill?: Drill;
  /** Where it is noted, for whoever asked. @default nowhere */
  readonly journal?: Journal | null;
}

/** What a request does over there (RFC 9110 section 9.3). */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Hears of an answer of success, as it came: neither parsed nor judged. `mayTell` says which words of it may be told. */
export type Tap = (call: HttpCall, response: WireResponse, mayTell: MayTell) => void;
