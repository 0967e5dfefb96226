/** What a reader of XML tells, in the order of the document. */
export interface XmlEvents {
  /** An element begins. Names are as written, with their prefixes. */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  /** Text between two tags, never empty: references resolved, CDATA as text, all of one run in one call. */
  text(text: string): void;
  /** The innermost open element ends. */
  close(): void;
}
