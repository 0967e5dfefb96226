import type { Api, Operation } from '../datasources/base/index.ts';
import type { FailureKind, Sent } from '../resilience/index.ts';
import type { Fault, GoodAnswer, Times } from './fault.ts';

/** What a case is tried on: an operation of a source, as far as it matters for what must be seen. */
export interface Subject {
  readonly api: Api;
  readonly operation: Operation;
  /** The source's member. */
  readonly name: string;
  readonly format: 'json' | 'xml';
  /** Why others cannot be seen to ask it for something else, by another request: for another key, or with another argument. @default they can */
  readonly alike?: string | undefined;
}

/** How the operation is asked while the fault is in the way. */
export interface Asking {
  /** Operations one after another; the last one's result counts. @default 1 */
  readonly times?: number;
  /** Operations at the same time, all alike. @default 1 */
  readonly parallel?: number;
  /** Each operation sends a request of its own, which no other can share. @default false */
  readonly apart?: boolean;
  /** For one key instead of several, and one row where there are lists. @default false */
  readonly one?: boolean;
  /** For no more keys than one request takes. @default false */
  readonly together?: boolean;
  /** A list that comes in pages has several. @default false: one alone */
  readonly pages?: boolean;
  /** The client leaves after this long, in milliseconds. @default it stays */
  readonly leaveAfterMs?: (times: Times) => number;
  /** The time the client gives, in milliseconds. @default the gateway's */
  readonly timeoutMs?: (times: Times) => number;
  /** This process does nothing else for so long, right after it has asked, in milliseconds. @default 0 */
  readonly blockMs?: (times: Times) => number;
  /** Nothing else runs beside it: it measures this process, or holds it up. @default false */
  readonly alone?: boolean;
  /** For one key, and from the second operation on for another one, or with other arguments. @default false */
  readonly others?: boolean;
  /** A pause between operations, in milliseconds. @default 0 */
  readonly pauseMs?: number;
  /** How keys of the type ID are spelled: like numbers that are none (`007`, `1e5`, `0x1F`; `1.10`, `+123`, `-0`), or larger than 2^53. @default `key1` */
  readonly keys?: 'digits' | 'signs' | 'huge';
}

/** What must be seen. */
export interface Expected {
  /**
   * `ok`: the answer is as good as ever. `stale`: the same, and marked. `null`: nothing, and no error. `partial`: something is a
   * UPSTREAM_SCHEMA_MISMATCH in its place, and all else is as ever. Otherwise every call fails so.
   */
  readonly outcome: 'ok' | 'stale' | 'null' | 'partial' | FailureKind | readonly FailureKind[];
  /** With `ok`: one row, or what it would have become, is missing, and nobody is told of an error. @default false */
  readonly missing?: boolean;
  /** With a failure: what came before it stays, and the last item of the list is null. @default false */
  readonly keeps?: boolean;
  /** How often an attempt is repeated: never, once, or as often as the source allows. @default 'no' */
  readonly again?: 'no' | 'once' | 'yes';
  /** What clients may be told of how far the request got. @default anything */
  readonly sent?: readonly Sent[];
  /** How long it may take: less than an attempt, about an attempt (times attempts), no more than the total. @default 'total' */
  readonly within?: 'fast' | 'attempt' | 'total';
  /** Whether clients are told how long to wait. @default either */
  readonly retryAfter?: boolean;
}

/** What was seen of one case; see the kit for how it is made. */
export interface Seen {
  /** Every operation's answer, in the order asked. */
  readonly answers: readonly {
    readonly data: unknown;
    readonly errors: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
    readonly extensions: Readonly<Record<string, unknown>>;
    readonly elapsedMs: number;
  }[];
  /** What the operation answers when nothing is wrong. */
  readonly baseline: unknown;
  /** Every call of the source, as the log tells it. */
  readonly calls: readonly {
    readonly operation: string;
    readonly outcome: string;
    readonly attempts: number;
    readonly elapsedMs: number;
    readonly [fact: string]: unknown;
  }[];
  /** Requests the server heard: `GET /path?query`. */
  readonly wire: readonly string[];
  /** When each of them was heard, in milliseconds of the clock of this process. */
  readonly wireAt: readonly number[];
  /** Connections the server has seen. */
  readonly connections: number;
  /** The longest that this process kept others waiting, in milliseconds. */
  readonly loopDelayMs: number;
  readonly times: Times;
}

/** One way in which an entry of the catalogue shows itself. */
export interface Case {
  /** Beside the entry's own words, if it has several cases. */
  readonly says?: string;
  /**
   * Why it cannot happen to this subject, in a sentence; `undefined` if it can.
   * @param good what the API answers to all keys at once when nothing is wrong
   */
  readonly notFor?: (subject: Subject, good?: GoodAnswer) => string | undefined;
  readonly fault: Fault;
  /** Options of the source for this case. */
  readonly api?: Partial<Api>;
  /** What the gateway is made with for this case: a cache or a log that misbehaves. */
  readonly broken?: 'cacheThrows' | 'cacheHangs' | 'logThrows';
  readonly asking?: Asking;
  readonly expected: Expected | ((subject: Subject) => Expected);
  /** What else must hold: sentences of what does not. */
  readonly check?: (seen: Seen, subject: Subject) => readonly string[];
}

/** One entry of the catalogue of failures. All its cases must be seen as expected. */
export interface Entry {
  /** `C1` to `Z6`. */
  readonly id: string;
  /** What happens, in a few words: `the connection is refused`. */
  readonly says: string;
  readonly cases: readonly Case[];
  /** What has to be built before it can be run: it has no cases until then. */
  readonly awaits?: 'writes';
}
