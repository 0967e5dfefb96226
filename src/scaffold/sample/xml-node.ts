import { readXml } from '../../datasources/base/index.ts';

/** An element of a sample, with all that is in it. Prefixes are left out. */
export class XmlNode {
  readonly attributes: Readonly<Record<string, string>>;
  readonly children = new Map<string, XmlNode[]>();
  /** Its own text. */
  text = '';

  constructor(attributes: Readonly<Record<string, string>>) {
    this.attributes = attributes;
  }

  /** Whether it holds nothing but text. */
  get isLeaf(): boolean {
    return Object.keys(this.attributes).length === 0 && this.children.size === 0;
  }

  /** Whether it says that it is null: `xsi:nil="true"`. */
  nil = false;
}

/** A document as one node that holds the root element. @throws UpstreamError for what is not well-formed */
export const parseXml = (text: string): XmlNode => {
  const document = new XmlNode({});
  const open = [document];
  readXml(text, {
    open(name, attributes) {
      const node = new XmlNode(said(attributes));
      node.nil = /^(true|1)$/.test(attributes['xsi:nil'] ?? '');
      const parent = open.at(-1) ?? document;
      const local = localName(name);
      const siblings = parent.children.get(local);
      if (siblings) siblings.push(node);
      else parent.children.set(local, [node]);
      open.push(node);
    },
    text(run) {
      const inside = open.at(-1);
      if (inside) inside.text += run;
    },
    close() {
      open.pop();
    },
  });
  return document;
};

const localName = (name: string): string => name.replace(/^[^:]*:/, '');

/** Attributes that say something of the data: no namespaces, and nothing of `xsi`. */
const said = (attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => !/^(xmlns(:|$)|xsi:|xml:)/.test(name)));
