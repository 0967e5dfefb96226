import type { Drift } from '../../datasources/base/index.ts';
import type { UpstreamError } from '../../resilience/index.ts';

/** What came of asking one operation. */
export interface LiveOperation {
  readonly operation: string;
  /** `ok`, a kind of failure, or `notTried`. */
  readonly outcome: 'ok' | 'notTried' | UpstreamError['kind'];
  /** Why it was not tried. */
  readonly because?: string;
  /** From the question to the answer, in milliseconds; what getting a token took is in it. */
  readonly elapsedMs?: number;
  /** Of the answer, if one came. */
  readonly status?: number;
  /** `application/json`, as the API said it. */
  readonly mediaType?: string;
  /** Bytes of the answer, decompressed. */
  readonly bytes?: number;
  /** Rows of the answer; 1 for one that is no list. */
  readonly rows?: number;
  /** Names of what is in the answer, and not in the contract. */
  readonly beyond?: readonly string[];
  /** Places in which the answer is not as the contract says; the findings tell of them. */
  readonly drifts: number;
}

/** What came of asking one source. */
export interface LiveSource {
  readonly source: string;
  /** Whether anything answered; undefined if nothing was asked. */
  readonly reached?: boolean;
  /** `none`: it needs no credential; `accepted` by at least one answer; `refused`, or not to be had; `unknown`: no answer says. */
  readonly auth: 'none' | 'accepted' | 'refused' | 'unknown';
  readonly operations: readonly LiveOperation[];
}

/** One operation with what its report is made of. */
export interface Asked extends Omit<LiveOperation, 'drifts'> {
  readonly failure?: UpstreamError;
  readonly drifts: readonly Drift[];
  /** The answer as it came, and what must not be kept of it. */
  readonly answer?: {
    readonly body: Uint8Array;
    readonly contentType: string | undefined;
    readonly tokens: readonly string[];
    /** Compares a changed text of it with the contract: how many drifts there are. */
    readonly driftsIn: (text: string) => number;
  };
}

/** One source with what its report is made of. */
export interface AskedSource {
  readonly source: string;
  readonly hasAuth: boolean;
  readonly asked: readonly Asked[];
}
