/** Known to nobody else: an object that is read from a document cannot have it, whatever its names are. */
const CODE = Symbol('source code');

/** An expression of TypeScript that is written as it is. */
export interface SourceCode {
  readonly code: string;
  readonly [CODE]: true;
}

/** @param code an expression of TypeScript; what a document says stands in it only as a quoted string */
export const sourceCode = (code: string): SourceCode => ({ code, [CODE]: true });

/** True for what `sourceCode` made alone. `{ "code": "..." }`, as a query or a default may be, is data. */
export const isSourceCode = (value: object): value is SourceCode => Object.hasOwn(value, CODE);
