/**
 * How an API says what is wrong with the fields of a request. Problem details (RFC 9457: `errors`, `invalid-params`) and errors of JSON:API are
 * known by their content type; this is for the rest, and for what may be told of any of them. Places are names joined by dots.
 */
export interface Problems {
  /** Where the list of errors lies; or an object of them, by field. @default none: only the standards are looked for */
  readonly at?: string;
  /** Where an error names its field, as a name, a path (`lines[0].sku`) or a JSON pointer. @default 'field' */
  readonly field?: string;
  /** Where an error has its code. @default 'code' */
  readonly code?: string;
  /** Where an error has words that are fit for whoever uses the graph; `'.'`: it is those words. @default none are told */
  readonly message?: string;
}
