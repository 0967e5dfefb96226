import type { Request } from '../source/request.ts';

const BRAND = Symbol.for('breakwater.SoapCall');

/** What may be said of one call beside its operation. */
export interface SoapWords<P extends string = string> {
  /** Below `api.baseUrl`. @default there itself */
  readonly path?: P;
  /** Its whole action. @default `api.soap.action` and the operation's name */
  readonly action?: string;
  /** More of the envelope's header, by element. @default none */
  readonly header?: Readonly<Record<string, unknown>>;
}

/** One call of a SOAP operation, before it is written. */
export interface SoapCall extends Omit<SoapWords, 'path'> {
  readonly [BRAND]: true;
  readonly operation: string;
  readonly content: object;
}

/**
 * The request of a SOAP operation: ``this.get('Price', ({ symbol }: { symbol: string }) => soap('GetPrice', { symbol }))``. Members are elements in
 * their order, `@x` is an attribute, `.` is text, a list repeats its element, null is `xsi:nil`, and what is undefined is left out.
 * @param operation the name of the element in the body; with a prefix of `api.namespaces`, if it is not in `api.soap.namespace`
 */
export const soap = <const P extends string = ''>(
  operation: string,
  content: object = {},
  { path = '' as P, ...words }: SoapWords<P> = {},
): Request<P> => {
  const call: SoapCall = { ...words, [BRAND]: true, operation, content };
  return { path, body: call };
};

/** True for what `soap` made. */
export const isSoapCall = (body: unknown): body is SoapCall =>
  typeof body === 'object' && body !== null && BRAND in body;
