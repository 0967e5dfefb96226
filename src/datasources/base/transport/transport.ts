import type { StandIn } from '../stand-in.ts';

/** What a client shows of itself in a TLS handshake, in PEM. */
export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
}

/** One HTTP request, ready to be sent. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** The answer's body may be this long, before and after decompression. */
  readonly maxBytes: number;
  /** Name lookup, TCP connect and TLS handshake may each take this long, the lookup never more than a second. */
  readonly connectMs: number;
  /** Whether the host's name may lead to a private address. @default false */
  readonly allowPrivate?: boolean;
  /** Shown in the TLS handshake; a connection made with it is used by nobody else. @default none */
  readonly tls?: ClientCertificate;
  /** The proxy to go through; `false`: none. @default as the transport says */
  readonly proxy?: URL | false | undefined;
  /** A failure that is rehearsed: for a transport that can. */
  readonly drill?: Drill;
}

/** A failure of the catalogue, put in the way of a source in development. */
export interface Drill {
  /** `M7` */
  readonly id: string;
  /** Whose it is: what happens once happens once for each. */
  readonly of: string;
  /** The source it is put in the way of. */
  readonly source: string;
  /** The source's timeouts, in milliseconds: what is slow is slow by these. */
  readonly times: { readonly connectMs: number; readonly attemptMs: number; readonly totalMs: number };
  /** What a request that must not be sent is answered with. */
  readonly standIn: () => StandIn;
}

/** One HTTP response, whole. Its status is not judged here. */
export interface WireResponse {
  readonly status: number;
  /** Names in lower case; repeated ones joined by `, ` in their order. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decompressed. */
  readonly body: Uint8Array;
}

/** The way to the other side: the one place where bytes leave and arrive. It neither retries nor follows redirects. */
export interface Transport {
  /**
   * Rejects with an `UpstreamError` that says how far the attempt got (`sent`, `phase`). When `signal` aborts it
   * rejects at once, with the signal's reason, and the connection is closed. There is no other limit in time on a
   * connection once made: the signal must bring one.
   */
  send(request: WireRequest, signal: AbortSignal): Promise<WireResponse>;
  /** Closes every connection, also those in use. */
  close(): void;
}
