/** How answers of a source are kept. Times are in milliseconds. */
export interface CacheOptions {
  /** How long answers are as good as new, whatever they say of it, `no-store` and `Vary: *` aside; 0: never. @default what the API says (RFC 9111), else 0 */
  readonly ttlMs?: number;
  /** How long after that one is used at once, while a new one is fetched. @default what the API says (RFC 5861), else 0 */
  readonly staleWhileRevalidateMs?: number;
  /**
   * How long one stands in, marked, for an API that fails. An API that forbids it (`must-revalidate`, `no-cache`) is obeyed, unless `ttlMs` is given.
   * @default what the API says (RFC 5861), else 300000
   */
  readonly staleIfErrorMs?: number;
  /** Of all that is kept for the source, in memory, about: an answer counts as twice its bytes, decompressed, and 500. @default 67108864 (64 MiB) */
  readonly maxBytes: number;
  /** An answer that was larger than this, decompressed, is not kept; nor one that counts as more than `maxBytes`. @default 1048576 (1 MiB), or `maxBytes` where that is less */
  readonly maxEntryBytes: number;
}
