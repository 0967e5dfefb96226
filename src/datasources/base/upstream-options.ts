import type { BreakerState, CallEvent, Clock, FailureKind, Random, Store } from '../../resilience/index.ts';
import type { Environment } from './auth/auth.ts';
import type { Shapes } from './contract/shape.ts';
import type { HttpCall, Tap } from './http-call.ts';
import type { PolicyName } from './pipeline.ts';
import type { SourceClass } from './source/data-source.ts';
import type { Transport } from './transport/transport.ts';

/**
 * A change that concerns more than one call: a circuit that opens or closes, a cache that fails and is left alone for a while, one of several
 * credentials that was refused and is put aside.
 */
export interface Notice {
  readonly source: string;
  readonly what: 'circuit' | 'cache' | 'credential';
  readonly state: BreakerState | 'leftAlone' | 'putAside';
  /** Where the API is whose circuit it is: an origin. */
  readonly origin?: string;
  /** Of a circuit that opens: the kind of the last failure, and what is known of it. */
  readonly cause?: FailureKind;
  readonly status?: number | undefined;
  readonly detail?: string | undefined;
  /** Of a circuit that opens: for how long, in milliseconds. */
  readonly breakMs?: number;
  /** The variables of the credential that it is about. */
  readonly variables?: readonly string[];
}

/** What an `Upstream` is made with. */
export interface UpstreamOptions {
  readonly Source: SourceClass;
  readonly shapes: Shapes;
  /** For each operation that is its type's own loader: answers of others lack `detail` fields. */
  readonly isLoader: (operation: string) => boolean;
  /** Instead of `api.baseUrl`. */
  readonly baseUrl?: string | undefined;
  readonly environment: Environment;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  readonly report: (event: CallEvent, call: HttpCall) => void;
  /** Hears when the health of a source's parts changes. @default nobody does */
  readonly notice?: ((notice: Notice) => void) | undefined;
  /** Hears of every answer of success, as it came, before it is read. It must be quick: the answer waits for it. @default nobody does */
  readonly tap?: Tap | undefined;
  /** Where a source's answers are kept, by its name. @default in the memory of this process */
  readonly store?: ((source: string) => Store<unknown>) | undefined;
  /** Policies to leave out: how tests see that each is needed. @default none */
  readonly without?: readonly PolicyName[] | undefined;
  /** Hears of what is wrong with the contract; `what` is a coordinate: `Country.code`, or `worldbank.country`. */
  readonly problem: (what: string, message: string) => void;
}
