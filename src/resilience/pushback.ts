/** What the other side said about how fast it may be called. All times in milliseconds from now. */
export interface Pushback {
  /** Do not call before this long. */
  readonly waitMs?: number;
  /** Calls left in the present window. */
  readonly remaining?: number;
  /** Calls a window. */
  readonly limit?: number;
  /** Until the window begins anew. */
  readonly resetMs?: number;
}
