/** The names a contract mentions. Elements and attributes of other names are never built. */
export interface Wanted {
  readonly elements: Set<string>;
  /** As written, or as `qualifiedName` and `undeclaredName` spell those that a declared prefix asks for. */
  readonly attributes: Set<string>;
  /** Elements whose text is read; `.` for any. That of others, mostly indentation, is not kept. */
  readonly texts: Set<string>;
  /** The name of an element whose children are kept whatever theirs are. @default none */
  around?: string;
}

/** An empty one. */
export const nothingWanted = (): Wanted => ({ elements: new Set(), attributes: new Set(), texts: new Set() });

/** An attribute by its namespace. No attribute is written so. */
export const qualifiedName = (uri: string, local: string): string => `{${uri}}${local}`;

/** An attribute by the prefix it is written with, where the document forgot to declare that. */
export const undeclaredName = (prefix: string, local: string): string => `{}${prefix}:${local}`;

/** An element that the contract mentions, with its children and text in document order. */
export class Element {
  readonly prefix: string;
  readonly local: string;
  /** The namespace; only where the source declares namespaces. */
  readonly uri: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly parent: Element | null;
  readonly children: (Element | string)[] = [];
  /** `xsi:nil="true"`. */
  nil = false;
  /** Whether it stood there bare: no attribute, no element, no text. */
  blank = false;

  constructor(
    prefix: string,
    local: string,
    uri: string | undefined,
    attributes: Readonly<Record<string, string>>,
    parent: Element | null,
  ) {
    this.prefix = prefix;
    this.local = local;
    this.uri = uri;
    this.attributes = attributes;
    this.parent = parent;
  }

  /** All text in it, in document order. */
  get text(): string {
    const [only] = this.children;
    if (this.children.length === 1 && typeof only === 'string') return only;
    return this.children.map((child) => (typeof child === 'string' ? child : child.text)).join('');
  }
}
