import type { LookupFunction, Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** What the API would have answered, had nothing gone wrong. */
export interface GoodAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
  readonly format: 'json' | 'xml';
  /** How the keys that the request was made for are spelled in the document. None if it has no keys. */
  readonly keys: readonly string[];
  /** The same document with its last row left out, its rows in the opposite order, or its first row twice; `undefined` where there can be none. */
  readonly rows: (change: 'drop' | 'reverse' | 'duplicate') => Buffer | undefined;
  /** The same document with one value that does not fit the contract, and all else as it was; `undefined` where whatever stands there fits. */
  readonly spoil: (how: 'missing' | 'wrongType' | 'null' | 'infinite' | 'newValue' | 'noDate') => Buffer | undefined;
  /** The n-th document, from 0, in which the API says "error" in its own way, with a code that the source knows, or not; `undefined` where it has no such way. */
  readonly refusal?: (code: 'known' | 'unknown', nth: number) => Buffer | undefined;
  /** Headers beside it that mean something to the source. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** Which of several pages it is, from 0. @default there is one alone */
  readonly page?: number;
  /** The same page with something wrong about pages; `undefined` where that cannot be. @param elsewhere the URL that it names as the next page's */
  readonly paged?: (change: PageChange, elsewhere?: string) => GoodAnswer | undefined;
}

/**
 * What can be wrong about pages: `loop`: the second one leads to itself. `elsewhere`: the next one lies at another URL. `endless`: there is always
 * one more; `empty`: and nothing on it. `repeat`: rows come twice, for one was added at the front meanwhile. `fewer`, `more`: the total is wrong.
 */
export type PageChange = 'loop' | 'elsewhere' | 'endless' | 'empty' | 'repeat' | 'fewer' | 'more';

/** A request as it came over the wire. */
export interface HeardRequest {
  /** The whole text: request line, headers, body. */
  readonly text: string;
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  /** How many requests of this very target came so far, this one included. */
  readonly nth: number;
  /** How many other targets of the API were asked for before this one first was. In a drill nobody counts. */
  readonly before?: number;
}

/** How long things may take while the fault is in the way, in milliseconds: what a fault's delays are measured by. */
export interface Times {
  readonly connectMs: number;
  readonly attemptMs: number;
  readonly totalMs: number;
}

/** Whose certificate a TLS server shows, and what else it insists on. The files lie in `certificates/`. */
export interface TlsWords {
  /** `good`: for 127.0.0.1, localhost and api.test, signed by the authority of the tests. */
  readonly certificate: 'good' | 'selfSigned' | 'wrongHost' | 'expired' | 'incompleteChain';
  readonly maxVersion?: 'TLSv1.1' | 'TLSv1.2';
  readonly minVersion?: 'TLSv1' | 'TLSv1.2' | 'TLSv1.3';
  readonly ciphers?: string;
  readonly requestCert?: boolean;
}

/** Answers a request on the raw socket, or fails to. */
export type Script = (socket: Socket, heard: HeardRequest, good: GoodAnswer, times: Times) => void;

/** A way of failing, put between a source and its API. What is left out is as it should be. */
export interface Fault {
  /** What the server does with a request. @default it answers well */
  readonly script?: Script;
  /** What it does with a request for a token, at `TOKEN_TARGET`. @default it gives one */
  readonly token?: Script;
  /** What the server does with a connection, before it reads anything. */
  readonly onConnection?: (socket: Socket, times: Times) => void;
  /** The server speaks TLS. @default it does not */
  readonly tls?: TlsWords;
  /** How the source calls the server, if not as the server speaks. @default `https` if the server speaks TLS */
  readonly scheme?: 'http' | 'https';
  /** Nobody listens. @default false */
  readonly closed?: boolean;
  /** The API is called by this name instead of its address. @default `127.0.0.1` */
  readonly host?: string;
  /** Resolves that name. */
  readonly lookup?: LookupFunction;
  /** Makes the socket, instead of a connection. */
  readonly connect?: () => Duplex;
}
