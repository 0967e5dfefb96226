import type { Clock } from '../../../resilience/index.ts';
import type { WireResponse } from '../transport/transport.ts';

/** A request for a token. */
export interface TokenRequest {
  /** @default 'POST' */
  readonly method?: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a credential that is given out is made with. */
export interface AuthTools {
  /** `api.name` of the source, for messages. */
  readonly source: string;
  /** Where the API is: a relative address of a token endpoint is read from here, and so follows the API to a test or a sandbox. */
  readonly base: URL;
  readonly clock: Clock;
  /** The wall clock, in milliseconds since 1970. */
  readonly epochMs: () => number;
  /**
   * Asks for a token over the source's own transport: no redirects, no more than 64 KiB, and its own limit in time, so that it
   * ends whoever waits for it. @throws UpstreamError as the transport does
   */
  readonly send: (request: TokenRequest) => Promise<WireResponse>;
}
