import type { Scope } from '../scope.ts';
import type { Request } from '../source/request.ts';

/** A request with its address, before it is signed. */
export interface Built {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

/** How an operation asks its API: what a run needs of its `Upstream`. */
export interface Ask {
  /** @throws UpstreamError `unsafe` */
  build(request: string | Request): Built;
  /** Whether the URL is short enough to be sent. */
  fits(built: Built): boolean;
  /** Equal requests of one scope are sent once. @throws UpstreamError */
  send(built: Built, scope: Scope): Promise<unknown>;
}
