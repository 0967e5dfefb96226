/** What a simulator is shown of a request. */
export interface SimulatedRequest {
  /** Upper case, as sent: `GET`. */
  method: string;
  /** The path below the simulator's base path, exactly as sent: nothing decoded, nothing normalised. */
  path: string;
  /** The query, decoded. */
  query: URLSearchParams;
  /** By lower-case name. */
  headers: Readonly<Record<string, string | undefined>>;
  /** The body as text; empty when there is none. */
  body: string;
}

/** What a simulator answers. */
export interface SimulatedAnswer {
  /** @default 200 */
  status?: number;
  /** @default {} */
  headers?: Record<string, string>;
  /** Bytes are for answers whose exact encoding matters, such as a byte order mark. */
  body: string | Uint8Array;
}

/** A pretend API. The same request gets the same answer, on every machine and on every day. */
export interface Simulator {
  /** The `api.name` of the API it stands in for. */
  name: string;
  /** Where the API's paths begin, with both slashes: `/v2/`. Mirrors the real base URL, so that only the host differs. */
  basePath: string;
  answer(request: SimulatedRequest): SimulatedAnswer | Promise<SimulatedAnswer>;
}
