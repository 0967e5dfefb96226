/** What a leaf reader answers when the value does not fit. */
export const UNFIT: unique symbol = Symbol('unfit');
export type Fit = string | number | boolean | typeof UNFIT;

/** How a scalar or an enum is read, from each kind of spelling. What is left out does not fit. */
export interface Leaf {
  /** For messages: `an Int`. */
  readonly expects: string;
  /** From a JSON string or XML text. */
  readonly text: (text: string, xml: boolean) => Fit;
  /** From the digits of a JSON number, as sent. */
  readonly digits?: (source: string) => Fit;
  /** From a JSON number whose digits are just its usual spelling; saves `digits` a string. */
  readonly number?: (value: number) => Fit;
  readonly boolean?: (value: boolean) => Fit;
  /** In XML, blank text is null for every leaf but this one. */
  readonly keepsBlank?: boolean;
}

/** A leaf that is spelled alike in text and numbers. */
export const spelled = (expects: string, read: (text: string) => Fit): Leaf => ({ expects, text: read, digits: read });

/** A leaf that only text can spell. */
export const textual = (expects: string, read: (text: string, xml: boolean) => Fit): Leaf => ({ expects, text: read });
