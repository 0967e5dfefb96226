/** `JSON.rawJSON`, which the compiler's library does not know yet (ECMA-262, "JSON.parse source text access"). */
const json = JSON as unknown as {
  readonly rawJSON: (text: string) => object;
  readonly isRawJSON: (value: unknown) => boolean;
};

/** A number with just these digits, however many: what writes JSON writes them as they are. */
export const exactNumber = (digits: string): object => {
  const [, minus = '', whole = '', rest = ''] = /^([+-]?)0*(\d*)(.*)$/.exec(digits) ?? [];
  return json.rawJSON(`${minus === '-' ? '-' : ''}${whole || '0'}${rest.replace(/^\.(?!\d)/, '')}`);
};

/** Whether a value is such a number. */
export const isExactNumber = (value: unknown): boolean => json.isRawJSON(value);
