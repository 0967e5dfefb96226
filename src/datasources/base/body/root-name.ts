const ROOT = Symbol.for('breakwater.root');

/** The same object, which knows the name of its root element: `@wire(value: "Order")` of its input type. Spreading it keeps the name. */
export const withRoot = <T extends object>(content: T, root: string): T => Object.assign(content, { [ROOT]: root });

/** The root element that an object was written for. */
export const rootOf = (content: object): string | undefined => {
  const root = (content as Readonly<Record<symbol, unknown>>)[ROOT];
  return typeof root === 'string' ? root : undefined;
};
