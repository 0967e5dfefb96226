/** A number of a document in the digits it was written in, where a JavaScript number would not say the same. */
export class Digits {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
    Object.freeze(this);
  }
}
